import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Message } from '@wedsync/domain/delivery';
import type { Intervention, InterventionOutcome } from '@wedsync/domain/success';
import type { ReactNode } from 'react';
import { useGetMany, useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  countOf,
  ErrorState,
  formatMoney,
  get,
  humanize,
  KeyValueList,
  recordPath,
  RelativeTime,
  SkeletonLine,
  usePermission,
} from '../../platform/index.ts';
import { taskInList } from '../../suppliers/tasks/index.ts';
import { suppressionWords } from '../playbooks/playbook-words.ts';
import { endingWords, engagementWords } from './intervention-words.ts';

/** Why an act went out or was held back, what was said, and what happened then. */
export function InterventionStory({ intervention }: { readonly intervention: Intervention }) {
  return (
    <Box sx={{ display: 'grid', gap: 5, paddingTop: 3 }}>
      <Part title={intervention.reason === null ? 'Why it went' : 'Why it was held back'}>
        <KeyValueList items={reasonsOf(intervention)} />
      </Part>
      <Part title="What was said">
        <Said intervention={intervention} />
      </Part>
      <Part title="What happened">
        <KeyValueList items={eventsOf(intervention)} />
        <Outcome enrolmentId={intervention.enrolmentId} />
      </Part>
    </Box>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3">{title}</Typography>
      {children}
    </Box>
  );
}

function reasonsOf({ supplierId, businessName, ownerName, playbookId, playbookName, ...act }: Intervention) {
  const { step, kind, reason, why, proposedAt, decidedByName } = act;
  return [
    { label: 'Supplier', value: <Link to={recordPath('suppliers', supplierId)}>{businessName}</Link> },
    { label: 'CSM', value: ownerName ?? 'Nobody' },
    { label: 'Playbook', value: <Link to={recordPath('playbooks', playbookId)}>{playbookName}</Link> },
    { label: 'Step', value: `${step} (${humanize(kind).toLowerCase()})` },
    { label: 'Came up', value: <RelativeTime at={proposedAt} /> },
    ...(reason === null ? [] : [{ label: 'Kept back', value: suppressionWords[reason] }]),
    ...(why === null ? [] : [{ label: 'Because', value: why }]),
    ...(decidedByName === null ? [] : [{ label: 'Decided by', value: decidedByName }]),
  ];
}

function Said({ intervention: { kind, outcomeId, title } }: { readonly intervention: Intervention }) {
  if (kind === 'task' || kind === 'alert') return <OfColleagues kind={kind} id={outcomeId} title={title} />;
  return outcomeId === null ? <>Nothing was written.</> : <Words messageId={outcomeId} />;
}

type OfColleagues = { readonly kind: 'task' | 'alert'; readonly id: string | null; readonly title: string };

function OfColleagues({ kind, id, title }: OfColleagues) {
  if (id === null) return <>{title}</>;
  const to = kind === 'alert' ? recordPath('alerts', id) : taskInList(id);
  return (
    <span>
      {title} (<Link to={to}>the {kind}</Link>)
    </span>
  );
}

function Words({ messageId }: { readonly messageId: string }) {
  const { data, error, isPending, refetch } = useGetOne<Message>('messages', { id: messageId });
  if (isPending) return <SkeletonLine width={280} />;
  if (get(error, 'status') === 404) return <>It is kept no longer.</>;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <>
      <Box
        component="pre"
        sx={{
          margin: 0,
          padding: 3,
          maxHeight: 260,
          overflowY: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          fontFamily: 'inherit',
          backgroundColor: 'action.hover',
          borderRadius: '6px',
        }}
      >
        {data.text}
      </Box>
      <Link to={recordPath('messages', messageId)}>The message, its attempts and reports</Link>
    </>
  );
}

function eventsOf({ sentAt, engagedAt, engagedBy, state, ending }: Intervention) {
  return [
    { label: 'Done', value: sentAt === null ? '–' : <RelativeTime at={sentAt} /> },
    { label: 'Stands at', value: humanize(state) },
    ...(engagedAt === null
      ? []
      : [
          {
            label: engagedBy === null ? 'Engaged' : engagementWords[engagedBy],
            value: <RelativeTime at={engagedAt} />,
          },
        ]),
    { label: 'The playbook for them', value: endingWords[ending] },
  ];
}

const notYet = 'Not due yet';

/** What became of the supplier, measured as for everybody who entered; absent until it was measured. */
function Outcome({ enrolmentId }: { readonly enrolmentId: string }) {
  const mayRead = usePermission('intervention-outcomes:list');
  // Of many, for there may be none yet, which is no error.
  const { data: found = [] } = useGetMany<InterventionOutcome>(
    'intervention-outcomes',
    { ids: [enrolmentId] },
    { enabled: mayRead },
  );
  const [outcome] = found;
  if (outcome === undefined) return null;
  const { goalMet, paying, retained, costMinor, acts } = outcome;
  return (
    <KeyValueList
      items={[
        { label: 'Goal, when due', value: goalMet === null ? notYet : goalMet ? 'Met' : 'Not met' },
        { label: 'Stayed', value: stayedWords(paying, retained) },
        { label: 'Cost of its playbook', value: `${formatMoney(costMinor, 'GBP')} for ${countOf(acts, 'act')}` },
      ]}
    />
  );
}

function stayedWords(paying: boolean, retained: boolean | null): string {
  if (!paying) return 'Did not pay on entering';
  if (retained === null) return notYet;
  return retained ? 'Still pays' : 'Left';
}
