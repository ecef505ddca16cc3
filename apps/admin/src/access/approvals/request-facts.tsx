import type { Approval } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import { CopyId, type KeyValue, recordPath, RelativeTime } from '../../platform/index.ts';

/** What was asked, by whom and why. */
export function requestFacts(approval: Approval): KeyValue[] {
  return [
    { label: 'Asked by', value: approval.requestedByName },
    { label: 'Reason', value: approval.reason },
    { label: 'Needs a second person', value: approval.why },
    {
      label: 'Concerns',
      value: <Link to={recordPath(approval.resource, approval.targetId)}>Open the record it concerns</Link>,
    },
    { label: 'Asked', value: <RelativeTime at={approval.requestedAt} /> },
    { label: 'Expires', value: <RelativeTime at={approval.expiresAt} /> },
    { label: 'Id', value: <CopyId id={approval.id} /> },
  ];
}
