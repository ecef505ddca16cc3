import Box from '@mui/material/Box';
import type { BookRisk } from '@wedsync/domain/success';
import { ListContextProvider, ResourceContextProvider, useList } from 'react-admin';
import { DataTable, EmptyState, Section } from '../../platform/index.ts';
import type { BookTabProps } from '../../suppliers/index.ts';
import { useBookRisks } from './book-data.ts';
import { bookRiskColumns } from './book-risk-columns.tsx';

/** Whom of a book to look after first: what acting is expected to save, not who is likeliest to leave. */
export default function BookRisks({ ownerId, supplierId, onSelect }: BookTabProps) {
  const { data, error, isPending, refetch } = useBookRisks(ownerId);
  const rows = (data?.rows ?? []).map((risk) => ({ ...risk, id: risk.supplierId }));
  const list = useList<BookRisk & { readonly id: string }>({
    data: rows,
    isPending,
    error: data === undefined ? (error ?? undefined) : undefined,
    perPage: Math.max(1, rows.length),
    resource: 'book-risks',
  });
  return (
    <Section padded={false}>
      <ResourceContextProvider value="book-risks">
        <ListContextProvider value={{ ...list, selectedIds: supplierId === null ? [] : [supplierId], refetch }}>
          <DataTable<BookRisk & { readonly id: string }>
            label="At risk"
            columns={bookRiskColumns}
            onOpen={({ id }) => onSelect(id)}
            empty={
              <EmptyState title="Nobody at risk">
                Suppliers that are foretold to leave, or whose health falls below 60, appear here by what acting is
                expected to save.
              </EmptyState>
            }
          />
        </ListContextProvider>
      </ResourceContextProvider>
      {data !== undefined && data.total > data.rows.length && (
        <Box sx={{ padding: 4, color: 'text.secondary' }}>
          The {data.rows.length} of {data.total} with most to save.
        </Box>
      )}
    </Section>
  );
}
