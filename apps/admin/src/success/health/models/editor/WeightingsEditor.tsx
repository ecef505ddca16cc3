import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import { reweighed } from '@wedsync/domain/success';
import { useSegmentChoices } from '../../../../suppliers/segments/index.ts';
import { EmptyState, Section } from '../../../../platform/index.ts';
import { changedAt, type Group, moved, type Weighting, withGroupWeight, withWeighting } from './edit-model.ts';
import { NumberInput } from './NumberInput.tsx';
import { OrderedPart } from './OrderedPart.tsx';
import { Pick } from './Pick.tsx';
import type { EditorPartProps, Faults } from './use-model-draft.ts';

/** What groups weigh for the members of a segment; the first segment a supplier is in counts. */
export function WeightingsEditor({ config, faults, onChange }: EditorPartProps) {
  const { weightings, groups } = config;
  const set = (next: Weighting[]) => onChange({ ...config, weightings: next });
  return (
    <Section
      title="Weights by segment"
      hint="the first segment a supplier is in counts"
      actions={
        <Button size="small" onClick={() => onChange(withWeighting(config))}>
          Add a segment
        </Button>
      }
    >
      {weightings.length === 0 && (
        <EmptyState title="Everybody is weighed alike">
          Add a segment whose members need other weights, such as venues that live on enquiries.
        </EmptyState>
      )}
      <Box component="ol" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 4 }}>
        {weightings.map((weighting, index) => (
          <WeightingEditor
            key={weighting.key}
            weighting={weighting}
            groups={groups}
            path={`weightings.${index}`}
            faults={faults}
            onChange={(change) => set(changedAt(weightings, index, change))}
            onMove={(by) => set(moved(weightings, index, by))}
          />
        ))}
      </Box>
    </Section>
  );
}

type Props = {
  readonly weighting: Weighting;
  readonly groups: readonly Group[];
  readonly path: string;
  readonly faults: Faults;
  /** Null takes it out. */
  readonly onChange: (change: Partial<Weighting> | null) => void;
  readonly onMove: (by: -1 | 1) => void;
};

function WeightingEditor({ weighting, groups, path, faults, onChange, onMove }: Props) {
  const { title, segment, weights } = weighting;
  const own = faults[`${path}.weights`];
  return (
    <OrderedPart
      title={title}
      fault={faults[`${path}.title`]}
      beside={
        <Pick
          label="Segment"
          width={240}
          value={segment}
          choices={useSegmentChoices()}
          error={faults[`${path}.segment`]}
          onChange={(next) => onChange({ segment: next })}
        />
      }
      onChange={onChange}
      onMove={onMove}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
        {reweighed(groups, weights).map((group) => (
          <NumberInput
            key={group.key}
            label={group.title}
            width={160}
            value={group.weight}
            onChange={(weight) => onChange({ weights: withGroupWeight(weights, group.key, weight) })}
          />
        ))}
      </Box>
      {own !== undefined && <FormHelperText error>{own}</FormHelperText>}
    </OrderedPart>
  );
}
