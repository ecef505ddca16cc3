import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import { measureRule, measureWeights } from '@wedsync/domain/success';
import { Section } from '../../../../platform/index.ts';
import { changedAt, type Group, unusedMeasures, withMeasure, withoutGroup } from './edit-model.ts';
import { MeasureEditor } from './MeasureEditor.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { EditorPartProps } from './use-model-draft.ts';

/** One group: its title and weight, and its measures. */
export function GroupEditor({ group, index, ...part }: EditorPartProps & { group: Group; index: number }) {
  const { config, faults, onChange } = part;
  const shares = measureWeights(config);
  const own = config.measures
    .map((measure, at) => ({ measure, at }))
    .filter(({ measure }) => measure.group === group.key);
  const share = own.reduce((sum, { at }) => sum + (shares[at] ?? 0), 0);
  const set = (change: Partial<Group>) => onChange({ ...config, groups: changedAt(config.groups, index, change) });
  return (
    <Section
      title={group.title}
      hint={<span className="tabular">{(100 * share).toFixed(1)}% of the score</span>}
      actions={
        <Button
          size="small"
          color="error"
          disabled={config.groups.length === 1}
          onClick={() => onChange(withoutGroup(config, group.key))}
        >
          Remove group
        </Button>
      }
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, marginBottom: 3 }}>
        <TextField
          size="small"
          label="Group"
          value={group.title}
          error={faults[`groups.${index}.title`] !== undefined}
          helperText={faults[`groups.${index}.title`]}
          onChange={(event) => set({ title: event.target.value })}
          sx={{ width: 240 }}
        />
        <NumberInput
          label="Weight of the group"
          width={160}
          value={group.weight}
          error={faults[`groups.${index}.weight`]}
          onChange={(weight) => set({ weight })}
        />
      </Box>
      {own.map(({ measure, at }) => (
        <MeasureEditor key={measure.key} measure={measure} index={at} share={shares[at] ?? 0} {...part} />
      ))}
      {faults.measures !== undefined && <FormHelperText error>{faults.measures}</FormHelperText>}
      <AddMeasure group={group} {...part} />
    </Section>
  );
}

function AddMeasure({ group, config, onChange }: EditorPartProps & { group: Group }) {
  const unused = unusedMeasures(config);
  return (
    <TextField
      select
      size="small"
      label="Add a measure"
      value=""
      disabled={unused.length === 0}
      onChange={(event) => {
        const key = unused.find((one) => one === event.target.value);
        if (key !== undefined) onChange(withMeasure(config, key, group.key));
      }}
      slotProps={{
        select: { native: true },
        inputLabel: { shrink: true },
        htmlInput: { 'aria-label': `Add a measure to ${group.title}` },
      }}
      sx={{ marginTop: 3, width: 240 }}
    >
      <option value="">{unused.length === 0 ? 'All are used' : 'Choose…'}</option>
      {unused.map((key) => (
        <option key={key} value={key}>
          {measureRule(key).title}
        </option>
      ))}
    </TextField>
  );
}
