import { ActionButton, Banner } from '../../../platform/index.ts';
import { usePlaybookPolicy } from './use-playbook-policy.ts';

/** Says wherever playbooks are shown that all of them are stopped. */
export function PolicyNotice() {
  const { data } = usePlaybookPolicy();
  if (data?.policy.stopped !== true) return null;
  return (
    <Banner tone="critical">
      All playbooks are stopped: nobody enters, nobody moves, nothing new is sent.{' '}
      <ActionButton resource="playbook-policy" id="all" verb="start-all" variant="outlined" />
    </Banner>
  );
}
