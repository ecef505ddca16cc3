import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { AuditVerification } from '@wedsync/domain/access';
import { Link } from 'react-router-dom';
import {
  CopyId,
  formatCount,
  getJson,
  recordPath,
  RelativeTime,
  SkeletonLine,
  ToneChip,
} from '../../platform/index.ts';

/** Whether the audit trail is still as it was written, and when that was last checked. */
export function ChainState() {
  const { data, isPending } = useQuery({
    queryKey: ['audit-entries', 'verification'],
    queryFn: async ({ signal }) => {
      const answer = await getJson('/audit-entries/verification', signal);
      return isVerification(answer) ? answer : null;
    },
  });
  if (isPending) return <SkeletonLine width={320} />;
  if (data === null || data === undefined) return null;
  if (data.state === 'broken') return <Broken verification={data} />;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, color: 'text.secondary' }}>
      {data.state === 'intact' ? (
        <>
          <ToneChip tone="positive" dot>
            Hash chain intact
          </ToneChip>
          <span>
            {formatCount(data.checkedEntries, false)} entries compared <RelativeTime at={data.verifiedAt} />; head
          </span>
          <CopyId id={data.headHash} label={data.headHash?.slice(0, 12)} />
        </>
      ) : (
        <>
          <ToneChip tone="neutral" dot>
            Not verified yet
          </ToneChip>
          <span>The chain is compared every night at 03:15.</span>
        </>
      )}
      {data.waiting > 0 && <span>{formatCount(data.waiting, false)} entries are being chained.</span>}
    </Box>
  );
}

function Broken({ verification }: { readonly verification: AuditVerification }) {
  const { problem, brokenEntryId, verifiedAt } = verification;
  return (
    <Alert severity="error">
      <strong>The audit trail was tampered with.</strong> {problem} Found <RelativeTime at={verifiedAt} />.{' '}
      {brokenEntryId !== null && <Link to={recordPath('audit-entries', brokenEntryId)}>Open the entry</Link>} Follow the
      runbook “Audit chain broken”.
    </Alert>
  );
}

function isVerification(answer: unknown): answer is AuditVerification {
  return typeof answer === 'object' && answer !== null && 'state' in answer && 'chainedThrough' in answer;
}
