import Box from '@mui/material/Box';
import { readSegmentRule, type SegmentRule } from '@wedsync/domain/suppliers';
import { useController } from 'react-hook-form';
import { SkeletonRows } from '../../../platform/index.ts';
import { useSegmentFields } from '../segment-data.ts';
import { RuleBuilder } from './RuleBuilder.tsx';
import { RuleJson } from './RuleJson.tsx';
import { RulePreview } from './RulePreview.tsx';

/** The rule of a segment in a form: built with controls or written as JSON, with what it means in words and how many it means. */
export function RuleInput({ source }: { readonly source: string }) {
  const known = useSegmentFields();
  const { field, formState } = useController({
    name: source,
    rules: { validate: (rule: unknown) => readSegmentRule(rule, known.fields).faults[0]?.message ?? true },
  });
  if (known.fields.length === 0) return <SkeletonRows rows={3} />;
  const rule: SegmentRule = field.value;
  const read = readSegmentRule(rule, known.fields);
  // A form nobody has tried to save yet does not scold.
  const faults = formState.isSubmitted || formState.isDirty ? read.faults : [];
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <RuleBuilder rule={rule} known={known} faults={faults} onChange={field.onChange} />
      <RulePreview rule={read.rule} words={known.words(rule)} />
      <RuleJson rule={rule} fields={known.fields} onChange={field.onChange} />
    </Box>
  );
}
