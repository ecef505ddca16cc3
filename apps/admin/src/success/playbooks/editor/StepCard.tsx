import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';
import { describeStep, stepKinds } from '../playbook-words.ts';
import { StepFields, type StepFieldsProps } from './StepFields.tsx';

type Props = StepFieldsProps & {
  readonly position: number;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  /** Of a branch: what follows either answer. */
  readonly children: ReactNode;
};

/** One step: what it is, what it says, and what stands inside it. */
export function StepCard({ position, last, onMove, onRemove, children, ...fields }: Props) {
  const { step } = fields;
  const name = `step ${position}, ${describeStep(step)}`;
  return (
    <Box component="li" sx={cardStyle}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box component="span" className="tabular" sx={{ color: 'text.secondary' }}>
          {position}
        </Box>
        <Box component="strong" sx={{ flex: 1, minWidth: 0 }}>
          {stepKinds[step.kind]}
          <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400, marginLeft: 2 }}>
            {step.id}
          </Box>
        </Box>
        <IconButton size="small" aria-label={`Move up: ${name}`} disabled={position === 1} onClick={() => onMove(-1)}>
          <ArrowUpward fontSize="small" />
        </IconButton>
        <IconButton size="small" aria-label={`Move down: ${name}`} disabled={last} onClick={() => onMove(1)}>
          <ArrowDownward fontSize="small" />
        </IconButton>
        <IconButton size="small" aria-label={`Remove: ${name}`} onClick={onRemove}>
          <Close fontSize="small" />
        </IconButton>
      </Box>
      <StepFields {...fields} />
      {children}
    </Box>
  );
}

const cardStyle = {
  display: 'grid',
  gap: 3,
  padding: 3,
  border: 1,
  borderColor: 'divider',
  borderRadius: '8px',
  minWidth: 0,
} as const;
