import type { DigestRule } from '@wedsync/domain/operations';
import { useRecordContext } from 'react-admin';
import { DeleteRecord, EditPage } from '../../platform/index.ts';
import { DigestRuleInputs } from './DigestRuleInputs.tsx';

/** Changes what a digest is about; where it is read stays. */
export default function DigestRuleEdit() {
  return (
    <EditPage title="Edit daily digest" saveLabel="Save digest" redirect="list">
      <DigestRuleInputs />
      <DeleteThis />
    </EditPage>
  );
}

function DeleteThis() {
  const rule = useRecordContext<DigestRule>();
  if (rule === undefined) return null;
  return (
    <DeleteRecord resource="digest-rules" record={rule} name={rule.name} label="Delete digest">
      {rule.channel === null
        ? `${rule.staffName ?? 'Its reader'} reads of all of their book again.`
        : `Nothing of it is told in ${rule.channel} any more.`}
    </DeleteRecord>
  );
}
