import Box from '@mui/material/Box';
import { readSegmentRule, type SegmentRule } from '@wedsync/domain/suppliers';
import { useSegmentFields } from '../segment-data.ts';
import { RuleBuilder } from './RuleBuilder.tsx';
import { RulePreview } from './RulePreview.tsx';

type Props = {
  readonly rule: SegmentRule;
  readonly onChange: (rule: SegmentRule) => void;
  /** Whether what is still missing is said. */
  readonly scold: boolean;
};

/** A rule inside something else that is edited: controls, what it means in words, and how many it means. */
export function RuleEditor({ rule, onChange, scold }: Props) {
  const known = useSegmentFields();
  const read = readSegmentRule(rule, known.fields);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <RuleBuilder rule={rule} known={known} faults={scold ? read.faults : []} onChange={onChange} />
      <RulePreview rule={read.rule} words={known.words(rule)} />
    </Box>
  );
}
