import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { Approval } from '@wedsync/domain/access';
import { useRef, useState } from 'react';
import { useGetList } from 'react-admin';
import {
  ActionDialog,
  EmptyState,
  ErrorState,
  RelativeTime,
  Section,
  SkeletonRows,
  useShortcut,
} from '../../platform/index.ts';
import { Amount } from './approval-columns.tsx';
import { ApprovalContext } from './ApprovalContext.tsx';
import { askedFor } from './asked-for.ts';

const group = 'Approvals';
// Requests wait three days at most: a queue longer than this is a staffing problem, not a paging one.
const queueLength = 100;
type Verb = 'approve' | 'reject';

/** The queue on the left, what it is about on the right: j and k move, a approves, r rejects. */
export function ReviewQueue() {
  const queue = useGetList<Approval>('approvals', {
    filter: { queue: 'review' },
    sort: { field: 'requestedAt', order: 'ASC' },
    pagination: { page: 1, perPage: queueLength },
  });
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [verb, setVerb] = useState<Verb | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const waiting = queue.data ?? [];
  const index = Math.max(
    0,
    waiting.findIndex(({ id }) => id === chosenId),
  );
  const current = waiting[index];
  const go = (to: number) => {
    const next = waiting[Math.max(0, Math.min(waiting.length - 1, to))];
    if (next === undefined) return;
    setChosenId(next.id);
    list.current?.children[waiting.indexOf(next)]?.querySelector('button')?.focus();
  };
  const none = current === undefined;
  useShortcut({ keys: 'j', description: 'Next request', group, disabled: none, run: () => go(index + 1) });
  useShortcut({ keys: 'k', description: 'Previous request', group, disabled: none, run: () => go(index - 1) });
  useShortcut({ keys: 'a', description: 'Approve', group, disabled: none, run: () => setVerb('approve') });
  useShortcut({ keys: 'r', description: 'Reject', group, disabled: none, run: () => setVerb('reject') });

  if (queue.isPending) return <SkeletonRows rows={6} />;
  if (queue.error) return <ErrorState error={queue.error} retry={() => void queue.refetch()} />;
  if (current === undefined)
    return (
      <Section>
        <EmptyState title="Nothing waits for you">
          Requests beyond a colleague’s limit that you may decide appear here at once.
        </EmptyState>
      </Section>
    );
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(280px, 380px) minmax(0, 1fr)' },
      }}
    >
      <Section title="Waiting" hint="j, k to move · a approves · r rejects" padded={false}>
        <Box component="ul" ref={list} aria-label="Requests waiting" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {waiting.map((approval) => (
            <QueueRow
              key={approval.id}
              approval={approval}
              chosen={approval.id === current.id}
              onChoose={() => setChosenId(approval.id)}
            />
          ))}
        </Box>
      </Section>
      <ApprovalContext key={current.id} approval={current} onDecide={setVerb} />
      {verb !== null && (
        <ActionDialog
          open
          resource="approvals"
          id={current.id}
          verb={verb}
          currency={current.amount?.currency}
          onClose={() => setVerb(null)}
        />
      )}
    </Box>
  );
}

type RowProps = { readonly approval: Approval; readonly chosen: boolean; readonly onChoose: () => void };

function QueueRow({ approval, chosen, onChoose }: RowProps) {
  return (
    <Box
      component="li"
      sx={{ borderTop: 1, borderColor: 'divider', backgroundColor: chosen ? 'action.selected' : undefined }}
    >
      <ButtonBase
        onClick={onChoose}
        tabIndex={chosen ? 0 : -1}
        aria-current={chosen ? 'true' : undefined}
        sx={{ width: '100%', display: 'block', textAlign: 'left', paddingInline: 4, paddingBlock: 2 }}
      >
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, fontWeight: 500 }}>
          <span>{approval.title}</span>
          <Amount amount={approval.amount} />
        </Box>
        <Box sx={{ overflowWrap: 'anywhere' }}>{askedFor(approval)}</Box>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, color: 'text.secondary', fontSize: 12 }}>
          <span>{approval.requestedByName}</span>
          <RelativeTime at={approval.requestedAt} />
        </Box>
      </ButtonBase>
    </Box>
  );
}
