import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import FormHelperText from '@mui/material/FormHelperText';
import { stepLimits, type PlaybookStep } from '@wedsync/domain/success';
import { useState } from 'react';
import { choicesIn } from '../../../platform/index.ts';
import { stepKinds } from '../playbook-words.ts';
import { type Fault, faultsIn } from './faults.ts';
import { moved, newStep } from './new-parts.ts';
import { StepCard } from './StepCard.tsx';

export type StepListProps = {
  readonly label: string;
  readonly steps: readonly PlaybookStep[];
  readonly onChange: (steps: readonly PlaybookStep[]) => void;
  readonly faults: readonly Fault[];
  readonly scold: boolean;
  /** Every id of the whole playbook, so that a new step has another; and which of them are messages. */
  readonly ids: readonly string[];
  readonly messages: readonly string[];
  readonly depth: number;
};

/** Steps one below the other, each with its own buttons, all reached by Tab. */
export function StepList({ label, steps, onChange, faults, ...shared }: StepListProps) {
  const replace = (index: number, step: PlaybookStep) =>
    onChange(steps.map((each, at) => (at === index ? step : each)));
  return (
    <Box component="ol" aria-label={label} sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 2 }}>
      {steps.map((step, index) => (
        <StepCard
          key={step.id}
          {...shared}
          step={step}
          position={index + 1}
          last={index === steps.length - 1}
          faults={faultsIn(faults, index)}
          onChange={(next) => replace(index, next)}
          onMove={(by) => onChange(moved(steps, index, index + by))}
          onRemove={() => onChange(steps.filter((_each, at) => at !== index))}
        />
      ))}
      {faultsIn(faults)
        .filter(({ path }) => path.length === 0)
        .map(({ message }) => (
          <FormHelperText key={message} error component="li">
            {message}
          </FormHelperText>
        ))}
      <AddStep
        label={label}
        branches={shared.depth < stepLimits.maxDepth}
        onAdd={(kind) => onChange([...steps, newStep(kind, shared.ids)])}
      />
    </Box>
  );
}

const kinds = choicesIn(stepKinds);

function AddStep({
  label,
  branches,
  onAdd,
}: {
  readonly label: string;
  readonly branches: boolean;
  readonly onAdd: (kind: PlaybookStep['kind']) => void;
}) {
  const [chosen, setChosen] = useState('message');
  const offered = kinds.filter(({ id }) => branches || id !== 'branch');
  const add = () => {
    const [kind] = stepKindList.filter((each) => each === chosen);
    if (kind !== undefined) onAdd(kind);
  };
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <TextField
        select
        hiddenLabel
        fullWidth={false}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        slotProps={{ select: { native: true }, htmlInput: { 'aria-label': `Kind of step to add to ${label}` } }}
      >
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </TextField>
      <Button variant="text" startIcon={<Add />} onClick={add} aria-label={`Add step to ${label}`}>
        Add step
      </Button>
    </Box>
  );
}

const stepKindList: readonly PlaybookStep['kind'][] = [
  'message',
  'task',
  'alert',
  'wait',
  'wait_for',
  'branch',
  'stop',
];
