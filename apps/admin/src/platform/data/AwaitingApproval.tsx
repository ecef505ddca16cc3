import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { useActionDefinition } from '../actions/use-actions.ts';
import { Banner } from '../components/Banner.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import type { ActionRun } from './action.ts';
import { recordPath } from '../list/record-path.ts';

type Asked = ActionRun & {
  readonly resource: string;
  readonly verb: string;
  readonly approvalId: string | null;
  readonly requestedByName: string;
  readonly requestedAt: string;
};

/** What somebody asked for about a record and a second person has not decided yet, so that nobody asks twice. */
export function AwaitingApproval({ resource, id }: { readonly resource: string; readonly id: string }) {
  const { data: runs = [] } = useGetList<Asked>('action-runs', {
    filter: { resource, targetId: id, state: ['awaiting_approval'] },
    pagination: { page: 1, perPage: 5 },
    sort: { field: 'requestedAt', order: 'DESC' },
  });
  return runs.map((run) => <Waiting key={run.id} run={run} />);
}

function Waiting({ run: { resource, verb, approvalId, requestedByName, requestedAt } }: { readonly run: Asked }) {
  const title = useActionDefinition(resource, verb).data?.title ?? verb;
  return (
    <Banner
      tone="caution"
      action={approvalId && <Link to={recordPath('approvals', approvalId)}>Open the approval</Link>}
    >
      “{title}” waits for a second person; {requestedByName} asked <RelativeTime at={requestedAt} />.
    </Banner>
  );
}
