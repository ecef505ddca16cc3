import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { PlaybookStep } from '@wedsync/domain/success';
import { describeStep, stepKinds } from '../playbook-words.ts';
import { faultsIn } from './faults.ts';
import { StepFields } from './StepFields.tsx';
import { StepList, type StepListProps } from './StepList.tsx';

type Props = Omit<StepListProps, 'label' | 'steps' | 'onChange'> & {
  readonly step: PlaybookStep;
  readonly position: number;
  readonly last: boolean;
  readonly onChange: (step: PlaybookStep) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One step: what it is, what it says, and for a branch what follows either answer. */
export function StepCard({ step, position, last, onChange, onMove, onRemove, ...shared }: Props) {
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
      <StepFields
        step={step}
        onChange={onChange}
        faults={shared.faults}
        scold={shared.scold}
        messages={shared.messages}
      />
      {step.kind === 'branch' && <Answers {...shared} step={step} onChange={onChange} />}
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

const answers = { yes: 'If so', no: 'If not' } as const;

function Answers({
  step,
  onChange,
  faults,
  depth,
  ...shared
}: Omit<Props, 'step' | 'position' | 'last' | 'onMove' | 'onRemove'> & {
  readonly step: Extract<PlaybookStep, { kind: 'branch' }>;
}) {
  return (['yes', 'no'] as const).map((answer) => (
    <Box
      key={answer}
      sx={{ display: 'grid', gap: 2, borderLeft: 3, borderColor: 'divider', paddingLeft: 3, minWidth: 0 }}
    >
      <Box sx={{ color: 'text.secondary' }}>{answers[answer]}</Box>
      <StepList
        {...shared}
        label={`${answers[answer].toLowerCase()}, ${step.id}`}
        steps={step[answer]}
        faults={faultsIn(faults, answer)}
        depth={depth + 1}
        onChange={(steps) => onChange({ ...step, [answer]: steps })}
      />
    </Box>
  ));
}
