import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { CopyId } from '../../platform/index.ts';

type Props = { readonly name: string; readonly secret: string; readonly onClose: () => void };

/** Shows a secret once. It closes by its button only, so that a stray click does not lose it. */
export function SecretDialog({ name, secret, onClose }: Props) {
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>Secret of {name}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <span>Put it where the machine reads it. It is not shown again; if it is lost, rotate the token.</span>
        <Box>
          <CopyId id={secret} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          I have kept it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
