import Add from '@mui/icons-material/Add';
import PushPin from '@mui/icons-material/PushPin';
import PushPinOutlined from '@mui/icons-material/PushPinOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { Note } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList, useNotify, useUpdate } from 'react-admin';
import {
  EmptyState,
  ErrorState,
  humanize,
  RelativeTime,
  Section,
  SkeletonRows,
  ToneChip,
  usePermission,
} from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';
import { AddNote } from './AddNote.tsx';

/** What people wrote down, pinned first. */
export function NotesSection({ supplierId }: { readonly supplierId: string }) {
  const [adding, setAdding] = useState(false);
  const mayAdd = usePermission('notes:create');
  const { data, total, error, isPending, refetch } = useGetList<Note>('notes', {
    filter: { supplierId },
    sort: { field: 'createdAt', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  const pinnedFirst = data?.toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  return (
    <Section
      title="Notes"
      hint={total}
      padded={false}
      actions={
        mayAdd &&
        !adding && (
          <Button variant="text" startIcon={<Add />} onClick={() => setAdding(true)}>
            Add note
          </Button>
        )
      }
    >
      {adding && <AddNote supplierId={supplierId} onClose={() => setAdding(false)} />}
      {isPending && <SkeletonRows rows={3} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && !adding && (
        <EmptyState title="No notes yet">
          What you learn on a call belongs here, so that the next colleague knows it.
        </EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {pinnedFirst?.map((note) => (
          <NoteRow key={note.id} note={note} />
        ))}
      </Box>
    </Section>
  );
}

function NoteRow({ note }: { readonly note: Note }) {
  const [update, { isPending }] = useUpdate<Note>();
  const notify = useNotify();
  const mayEdit = usePermission('notes:update');
  const pin = () => {
    const onError = (error: unknown) => notify(problemWords(error), { type: 'error' });
    void update('notes', { id: note.id, data: { pinned: !note.pinned }, previousData: note }, { onError });
  };
  const Pin = note.pinned ? PushPin : PushPinOutlined;
  return (
    <Box component="li" sx={{ paddingInline: 4, paddingBlock: 2, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Typography variant="caption" color="text.secondary" sx={{ flex: 1 }}>
          {humanize(note.kind)} · {note.authorName} · <RelativeTime at={note.createdAt} />
        </Typography>
        {note.blocksAutomation && <ToneChip tone="critical">Stops automation</ToneChip>}
        <IconButton
          aria-label={note.pinned ? 'Unpin note' : 'Pin note'}
          aria-pressed={note.pinned}
          disabled={!mayEdit || isPending}
          onClick={pin}
        >
          <Pin sx={{ fontSize: 14 }} />
        </IconButton>
      </Box>
      <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {note.body}
      </Typography>
    </Box>
  );
}
