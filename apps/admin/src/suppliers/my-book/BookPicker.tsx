import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { supplierBookSchema, type SupplierBook } from '@wedsync/domain/suppliers';
import { countOf, getJson, useSession } from '../../platform/index.ts';

type Props = { readonly ownerId: string; readonly onPick: (ownerId: string) => void };

/** Whose book is looked at; for whoever sees more than their own. */
export function BookPicker({ ownerId, onPick }: Props) {
  const me = useSession()?.staff;
  const { data: books = [] } = useQuery<SupplierBook[]>({
    queryKey: ['suppliers', 'books'],
    queryFn: async ({ signal }) => supplierBookSchema.array().parse(await getJson('/supplier-books', signal)),
  });
  if (me === undefined) return null;
  const others = books.filter((book) => book.ownerId !== me.id);
  const known = ownerId === me.id || others.some((book) => book.ownerId === ownerId);
  return (
    <TextField
      select
      size="small"
      fullWidth={false}
      label="Whose book"
      value={known ? ownerId : ''}
      onChange={(event) => onPick(event.target.value)}
      sx={{ minWidth: 200 }}
    >
      <MenuItem value={me.id}>Mine</MenuItem>
      {others.map((book) => (
        <MenuItem key={book.ownerId} value={book.ownerId}>
          {book.ownerName} · {countOf(book.suppliers, 'supplier')}, {book.openTasks} to do
        </MenuItem>
      ))}
    </TextField>
  );
}
