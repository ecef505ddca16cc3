import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import { useSegmentChoices } from '../../../../suppliers/segments/index.ts';
import { EmptyState, Section } from '../../../../platform/index.ts';
import { changedAt, type Group, moved, type Weighting, withGroupWeight, withWeighting } from './edit-model.ts';
import { NumberInput } from './NumberInput.tsx';
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
    <Box
      component="li"
      aria-label={title}
      sx={{ display: 'grid', gap: 3, borderTop: 1, borderColor: 'divider', paddingTop: 3 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'flex-start' }}>
        <TextField
          size="small"
          label="In words"
          value={title}
          error={faults[`${path}.title`] !== undefined}
          helperText={faults[`${path}.title`]}
          onChange={(event) => onChange({ title: event.target.value })}
          sx={{ flex: '1 1 240px' }}
        />
        <Pick
          label="Segment"
          width={240}
          value={segment}
          choices={useSegmentChoices()}
          error={faults[`${path}.segment`]}
          onChange={(next) => onChange({ segment: next })}
        />
        <IconButton aria-label={`Move ${title} up`} onClick={() => onMove(-1)}>
          <ArrowUpward fontSize="small" />
        </IconButton>
        <IconButton aria-label={`Move ${title} down`} onClick={() => onMove(1)}>
          <ArrowDownward fontSize="small" />
        </IconButton>
        <Button size="small" color="error" onClick={() => onChange(null)}>
          Remove
        </Button>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
        {groups.map((group) => (
          <NumberInput
            key={group.key}
            label={group.title}
            width={160}
            value={weights.find((one) => one.group === group.key)?.weight ?? group.weight}
            onChange={(weight) => onChange({ weights: withGroupWeight(weights, group.key, weight) })}
          />
        ))}
      </Box>
      {own !== undefined && <FormHelperText error>{own}</FormHelperText>}
    </Box>
  );
}
