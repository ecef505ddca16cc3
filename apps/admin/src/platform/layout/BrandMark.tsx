import Box from '@mui/material/Box';

/** Two linked rings: the mark of the product. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <Box component="svg" viewBox="0 0 32 32" aria-hidden sx={{ width: size, height: size, flex: 'none' }}>
      <Box component="rect" width="32" height="32" rx="8" sx={{ fill: (theme) => theme.colours.accent }} />
      <g fill="none" stroke="#fff" strokeWidth="2.6">
        <circle cx="12.5" cy="17" r="6" />
        <circle cx="19.5" cy="15" r="6" />
      </g>
    </Box>
  );
}
