import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { EmptyState, Section } from '../../../../platform/index.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { changedAt, type Exception, moved, withException } from './edit-model.ts';
import { NumberInput } from './NumberInput.tsx';
import { OrderedPart } from './OrderedPart.tsx';
import type { EditorPartProps, Faults } from './use-model-draft.ts';

/** What caps a score whatever the measures say; the first that holds counts. */
export function ExceptionsEditor({ config, faults, onChange }: EditorPartProps) {
  const { exceptions } = config;
  const set = (next: Exception[]) => onChange({ ...config, exceptions: next });
  return (
    <Section
      title="Exceptions"
      hint="the first that holds caps the score"
      actions={
        <Button size="small" onClick={() => onChange(withException(config))}>
          Add an exception
        </Button>
      }
    >
      {exceptions.length === 0 && <EmptyState title="No exception">Every score is what its measures say.</EmptyState>}
      <Box component="ol" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 4 }}>
        {exceptions.map((exception, index) => (
          <ExceptionEditor
            key={exception.key}
            exception={exception}
            path={`exceptions.${index}`}
            faults={faults}
            onChange={(change) => set(changedAt(exceptions, index, change))}
            onMove={(by) => set(moved(exceptions, index, by))}
          />
        ))}
      </Box>
    </Section>
  );
}

type Props = {
  readonly exception: Exception;
  readonly path: string;
  readonly faults: Faults;
  /** Null takes it out. */
  readonly onChange: (change: Partial<Exception> | null) => void;
  readonly onMove: (by: -1 | 1) => void;
};

const mostConditions = 5;

function ExceptionEditor({ exception: { title, all, cap }, path, faults, onChange, onMove }: Props) {
  return (
    <OrderedPart
      title={title}
      fault={faults[`${path}.title`]}
      beside={
        <NumberInput
          label="Score at most"
          width={130}
          value={cap}
          error={faults[`${path}.cap`]}
          onChange={(next) => onChange({ cap: next })}
        />
      }
      onChange={onChange}
      onMove={onMove}
    >
      {all.map((condition, index) => (
        <ConditionRow
          // Conditions have no name but their place.
          key={index}
          place={index}
          condition={condition}
          path={`${path}.all.${index}`}
          faults={faults}
          onChange={(next) => onChange({ all: all.with(index, next) })}
          onRemove={all.length === 1 ? undefined : () => onChange({ all: changedAt(all, index, null) })}
        />
      ))}
      <Button
        size="small"
        variant="text"
        disabled={all.length >= mostConditions}
        onClick={() => onChange({ all: [...all, { measure: 'daysSinceLogin', is: 'atLeast', value: 30 }] })}
        sx={{ justifySelf: 'start' }}
      >
        And another condition
      </Button>
    </OrderedPart>
  );
}
