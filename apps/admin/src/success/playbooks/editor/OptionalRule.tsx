import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import { RuleEditor } from '../../../suppliers/segments/index.ts';
import { newRule } from './new-parts.ts';

type Props = {
  readonly label: string;
  readonly rule: SegmentRule | null;
  readonly onChange: (rule: SegmentRule | null) => void;
  readonly scold: boolean;
  readonly fault?: string;
};

/** A rule that need not be there. */
export function OptionalRule({ label, rule, onChange, scold, fault }: Props) {
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <FormControlLabel
        control={
          <Checkbox checked={rule !== null} onChange={(_event, checked) => onChange(checked ? newRule : null)} />
        }
        label={label}
      />
      {rule !== null && <RuleEditor rule={rule} onChange={onChange} scold={scold} />}
      {rule === null && fault !== undefined && <FormHelperText error>{fault}</FormHelperText>}
    </Box>
  );
}
