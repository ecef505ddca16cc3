import { CreatePage } from '../../platform/index.ts';
import { DigestPlaceInputs, DigestRuleInputs } from './DigestRuleInputs.tsx';

const blank = { enabled: true, channel: null, staffId: null };

/** Adds a daily digest about a segment. */
export default function DigestRuleCreate() {
  return (
    <CreatePage title="New daily digest" saveLabel="Add digest" redirect="list" defaultValues={blank}>
      <DigestRuleInputs />
      <DigestPlaceInputs />
    </CreatePage>
  );
}
