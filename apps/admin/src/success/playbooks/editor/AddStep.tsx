import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { PlaybookStep } from '@wedsync/domain/success';
import { useState } from 'react';
import { choicesIn } from '../../../platform/index.ts';
import { stepKinds } from '../playbook-words.ts';

const kinds: readonly PlaybookStep['kind'][] = ['message', 'task', 'alert', 'wait', 'wait_for', 'branch', 'stop'];
const choices = choicesIn(stepKinds);

type Props = {
  /** To which row of steps, for those who cannot see where. */
  readonly label: string;
  /** Whether a branch may still stand here. */
  readonly branches: boolean;
  readonly onAdd: (kind: PlaybookStep['kind']) => void;
};

/** The last line of a row of steps: chooses what comes next. */
export function AddStep({ label, branches, onAdd }: Props) {
  const [chosen, setChosen] = useState<PlaybookStep['kind']>('message');
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <TextField
        select
        hiddenLabel
        fullWidth={false}
        value={chosen}
        onChange={(event) => setChosen(kinds.find((kind) => kind === event.target.value) ?? 'message')}
        slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `Kind of step to add to ${label}` } }}
      >
        {choices
          .filter(({ id }) => branches || id !== 'branch')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </TextField>
      <Button variant="text" startIcon={<Add />} onClick={() => onAdd(chosen)} aria-label={`Add step to ${label}`}>
        Add step
      </Button>
    </Box>
  );
}
