import Box from '@mui/material/Box';
import { Section } from '../../../../platform/index.ts';
import { bandLooks } from '../../health-words.ts';
import { changedAt } from './edit-model.ts';
import { NumberInput } from './NumberInput.tsx';
import type { EditorPartProps } from './use-model-draft.ts';

/** Where bands end, how much must be known, and when a change counts. */
export function SettingsEditor({ config, faults, onChange }: EditorPartProps) {
  const { bands, minimumCoverage, trend, dropQuietDays } = config;
  return (
    <Section title="Bands and limits">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'flex-start' }}>
        {bands.slice(0, -1).map(({ band, upTo }, index) => (
          <NumberInput
            key={band}
            label={`${bandLooks[band].label} up to`}
            width={140}
            value={upTo}
            error={faults[`bands.${index}.upTo`]}
            onChange={(next) => onChange({ ...config, bands: changedAt(bands, index, { upTo: next }) })}
          />
        ))}
        <NumberInput
          label="Known at least, %"
          width={150}
          value={Math.round(minimumCoverage * 100)}
          error={faults.minimumCoverage}
          onChange={(percent) => onChange({ ...config, minimumCoverage: percent / 100 })}
        />
        <NumberInput
          label="Trend over days"
          width={140}
          value={trend.days}
          error={faults['trend.days']}
          onChange={(days) => onChange({ ...config, trend: { ...trend, days } })}
        />
        <NumberInput
          label="Trend ignores points"
          width={160}
          value={trend.deadBand}
          error={faults['trend.deadBand']}
          onChange={(deadBand) => onChange({ ...config, trend: { ...trend, deadBand } })}
        />
        <NumberInput
          label="Days between alerts"
          width={160}
          value={dropQuietDays}
          error={faults.dropQuietDays}
          onChange={(days) => onChange({ ...config, dropQuietDays: days })}
        />
      </Box>
    </Section>
  );
}
