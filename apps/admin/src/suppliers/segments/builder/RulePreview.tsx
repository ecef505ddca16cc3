import Box from '@mui/material/Box';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import { Link } from 'react-router-dom';
import { ErrorState, formatCount, recordPath, SkeletonLine, useSettled } from '../../../platform/index.ts';
import { useSegmentPreview } from '../segment-data.ts';

const pauseMs = 400;

/** Whom the rule means as it stands: how many, and the first of them. */
export function RulePreview({ rule, words }: { readonly rule: SegmentRule | null; readonly words: string }) {
  const settled = useSettled(rule, pauseMs);
  const { data, error, isFetching, refetch } = useSegmentPreview(settled);
  return (
    <Box role="status" aria-busy={isFetching} sx={{ display: 'grid', gap: 1 }}>
      <strong>{words}</strong>
      {rule === null && <Box sx={{ color: 'text.secondary' }}>Complete the rule to see whom it means.</Box>}
      {rule !== null && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {rule !== null && error === null && data === undefined && <SkeletonLine width={160} />}
      {rule !== null && error === null && data !== undefined && (
        <>
          <span className="tabular">
            {formatCount(data.count)} of the {formatCount(data.of)} suppliers you see
          </span>
          <Box
            component="ul"
            aria-label="The first of them"
            sx={{ margin: 0, paddingLeft: 4, color: 'text.secondary' }}
          >
            {data.sample.map(({ id, businessName }) => (
              <li key={id}>
                <Link to={recordPath('suppliers', id)}>{businessName}</Link>
              </li>
            ))}
          </Box>
        </>
      )}
    </Box>
  );
}
