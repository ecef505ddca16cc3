import Box from '@mui/material/Box';

/** A value as indented text. */
export function JsonView({ value }: { readonly value: unknown }) {
  return (
    <Box
      component="pre"
      sx={{ margin: 0, overflowX: 'auto', fontSize: 12, lineHeight: '18px', fontFamily: 'ui-monospace, monospace' }}
    >
      {JSON.stringify(value, null, 2)}
    </Box>
  );
}
