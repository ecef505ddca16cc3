import type { SegmentRule } from '@wedsync/domain/suppliers';
import { CreatePage } from '../../platform/index.ts';
import { RuleInput } from './builder/RuleInput.tsx';
import { SegmentInputs } from './SegmentInputs.tsx';

const first: SegmentRule = { all: [{ field: 'healthBand', operator: 'is' }] };

/** A new segment. */
export default function SegmentCreate() {
  return (
    <CreatePage title="New segment" saveLabel="Save segment" defaultValues={{ rule: first }}>
      <SegmentInputs />
      <RuleInput source="rule" />
    </CreatePage>
  );
}
