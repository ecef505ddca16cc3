import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import { stepLimits, type PlaybookStep } from '@wedsync/domain/success';
import { AddStep } from './AddStep.tsx';
import { type Fault, faultsIn } from './faults.ts';
import { moved, newStep } from './new-parts.ts';
import { StepCard } from './StepCard.tsx';

type Shared = {
  readonly scold: boolean;
  /** Every id of the whole playbook, so that a new step has another; and which of them are messages. */
  readonly ids: readonly string[];
  readonly messages: readonly string[];
  readonly faults: readonly Fault[];
  readonly depth: number;
};

type Props = Shared & {
  readonly label: string;
  readonly steps: readonly PlaybookStep[];
  readonly onChange: (steps: readonly PlaybookStep[]) => void;
};

/** Steps one below the other, each with its own buttons, all reached by Tab. */
export function StepList({ label, steps, onChange, faults, ...shared }: Props) {
  const replace = (index: number, step: PlaybookStep) =>
    onChange(steps.map((each, at) => (at === index ? step : each)));
  return (
    <Box component="ol" aria-label={label} sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 2 }}>
      {steps.map((step, index) => {
        const here = {
          faults: faultsIn(faults, index),
          onChange: (next: PlaybookStep) => replace(index, next),
        };
        return (
          <StepCard
            key={step.id}
            {...here}
            step={step}
            scold={shared.scold}
            messages={shared.messages}
            position={index + 1}
            last={index === steps.length - 1}
            onMove={(by) => onChange(moved(steps, index, index + by))}
            onRemove={() => onChange(steps.filter((_each, at) => at !== index))}
          >
            {step.kind === 'branch' && <Answers {...shared} {...here} step={step} />}
          </StepCard>
        );
      })}
      {faults
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

const answers = { yes: 'If so', no: 'If not' } as const;

type AnswersProps = Shared & {
  readonly step: Extract<PlaybookStep, { kind: 'branch' }>;
  readonly onChange: (step: PlaybookStep) => void;
};

function Answers({ step, onChange, faults, depth, ...shared }: AnswersProps) {
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
