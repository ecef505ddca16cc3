import FormHelperText from '@mui/material/FormHelperText';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import type { ActionInputProps } from '../../platform/index.ts';
import { RuleEditor } from './builder/RuleEditor.tsx';

const ruleSchema = z.custom<SegmentRule>((value) => typeof value === 'object' && value !== null).catch({ all: [] });

/** Another rule for a segment, in the form of an action. */
export function RuleActionInput({ value, onChange, error }: Pick<ActionInputProps, 'value' | 'onChange' | 'error'>) {
  return (
    <>
      <RuleEditor rule={ruleSchema.parse(value)} onChange={onChange} scold={error !== undefined} />
      {error !== undefined && <FormHelperText error>{error}</FormHelperText>}
    </>
  );
}
