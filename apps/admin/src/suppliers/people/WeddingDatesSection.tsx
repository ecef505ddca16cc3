import Close from '@mui/icons-material/Close';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import type { WeddingDate } from '@wedsync/domain/suppliers';
import { type FormEvent, useState } from 'react';
import { useDelete, useGetList } from 'react-admin';
import {
  EmptyState,
  ErrorState,
  formatDate,
  Section,
  SkeletonRows,
  useNow,
  usePermission,
} from '../../platform/index.ts';
import { dayOf, daysUntil, inDays } from '../figures.ts';
import { useSave } from './use-save.ts';

const shown = 8;

/** The coming weddings of a supplier: days on which nothing may disturb it. */
export function WeddingDatesSection({ supplierId }: { readonly supplierId: string }) {
  const nowMs = useNow();
  const { data, total, error, isPending, refetch } = useGetList<WeddingDate>('wedding-dates', {
    filter: { supplierId, date_gte: dayOf(nowMs) },
    sort: { field: 'date', order: 'ASC' },
    pagination: { page: 1, perPage: shown },
  });
  const mayAdd = usePermission('wedding-dates:create');
  return (
    <Section
      title="Wedding dates"
      padded={false}
      hint={total !== undefined && total > shown ? `next ${shown} of ${total}` : undefined}
    >
      {isPending && <SkeletonRows rows={2} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState title="No weddings ahead">Dates come from the supplier’s calendar, or are added here.</EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data?.map((wedding) => (
          <WeddingRow key={wedding.id} wedding={wedding} nowMs={nowMs} />
        ))}
      </Box>
      {mayAdd && <AddWedding supplierId={supplierId} />}
    </Section>
  );
}

function WeddingRow({ wedding, nowMs }: { readonly wedding: WeddingDate; readonly nowMs: number }) {
  const [remove, { isPending }] = useDelete<WeddingDate>();
  const mayRemove = usePermission('wedding-dates:delete');
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 2, paddingInline: 4, minHeight: 32 }}>
      <span className="tabular">{formatDate(wedding.date)}</span>
      <Box sx={{ flex: 1, minWidth: 0, color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {[wedding.label, inDays(daysUntil(wedding.date, nowMs))].filter(Boolean).join(' · ')}
      </Box>
      {mayRemove && (
        <IconButton
          aria-label={`Remove wedding on ${formatDate(wedding.date)}`}
          disabled={isPending}
          onClick={() => void remove('wedding-dates', { id: wedding.id, previousData: wedding })}
        >
          <Close sx={{ fontSize: 14 }} />
        </IconButton>
      )}
    </Box>
  );
}

function AddWedding({ supplierId }: { readonly supplierId: string }) {
  const [date, setDate] = useState('');
  const { save, problem, isPending } = useSave<WeddingDate>('wedding-dates', null, () => setDate(''));
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (date !== '') save({ supplierId, date });
  };
  return (
    <Box
      component="form"
      onSubmit={add}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, padding: 4, paddingBlock: 3 }}
    >
      <TextField
        type="date"
        value={date}
        onChange={(event) => setDate(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': 'Wedding date' } }}
      />
      <Button type="submit" loading={isPending} disabled={date === ''}>
        Add date
      </Button>
      {problem && <Alert severity="error">{problem.message}</Alert>}
    </Box>
  );
}
