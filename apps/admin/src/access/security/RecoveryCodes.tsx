import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';

type Props = { readonly codes: readonly string[]; readonly onKept: () => void };

/** Codes for the day the telephone is lost, shown this once. */
export function RecoveryCodes({ codes, onKept }: Props) {
  return (
    <Alert
      severity="warning"
      icon={false}
      action={
        <Button variant="text" onClick={onKept}>
          I have kept them
        </Button>
      }
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <span>
          Keep these recovery codes where you keep your passwords. Each opens your account once, for the day your
          telephone is lost. They are not shown again.
        </span>
        <Box
          component="ul"
          aria-label="Recovery codes"
          sx={{
            listStyle: 'none',
            margin: 0,
            padding: 0,
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
            fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
          }}
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </Box>
      </Box>
    </Alert>
  );
}
