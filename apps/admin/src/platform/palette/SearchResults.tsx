import { Command } from 'cmdk';
import { useDeferredValue } from 'react';
import { useGetList } from 'react-admin';
import type { PaletteSearch } from '../capability.ts';

const shortest = 2;
const limit = 6;

/** Records of one resource that match the typed text. */
export function SearchResults({
  search,
  text,
  onChoose,
}: {
  search: PaletteSearch;
  text: string;
  onChoose: (path: string) => void;
}) {
  const q = useDeferredValue(text.trim());
  const { data = [] } = useGetList(
    search.resource,
    { filter: { q }, pagination: { page: 1, perPage: limit }, sort: { field: 'id', order: 'ASC' } },
    { enabled: q.length >= shortest, staleTime: 10_000 },
  );
  if (q.length < shortest || data.length === 0) return null;
  return (
    <Command.Group heading={search.heading} forceMount>
      {data.map((record) => {
        const { label, hint, path } = search.describe(record);
        return (
          <Command.Item
            key={record.id}
            value={`${search.name} ${record.id}`}
            forceMount
            onSelect={() => onChoose(path)}
          >
            {label}
            {hint !== undefined && <small>{hint}</small>}
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}
