import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { agreedWords, useSchema, type Use } from '@wedsync/domain/platform';
import { Link } from 'react-router-dom';
import { z } from 'zod';
import { sentence } from '../format/status-tone.ts';
import { getJson } from '../http/http.ts';
import { ErrorState } from './ErrorState.tsx';
import { Section } from './Section.tsx';
import { SkeletonLine } from './Skeletons.tsx';

type Record = { readonly resource: string; readonly id: string };

/** What stands on a record; the key starts with the resource, so the live stream refreshes it. */
function useUses({ resource, id }: Record) {
  return useQuery({
    queryKey: [resource, 'uses', id],
    queryFn: async ({ signal }) => z.array(useSchema).parse(await getJson(`/${resource}/${id}/uses`, signal)),
  });
}

/** What stands on a record that two people agreed to, in words; null when nothing does, or it is not known yet. */
export function useAgreedWords(record: Record): string | null {
  return agreedWords(useUses(record).data ?? []);
}

/** What stands on a record, with the way to each, and whether a change of it waits for a second person. */
export function UsedBy({ resource, id }: Record) {
  const { data, error, refetch } = useUses({ resource, id });
  return (
    <Section title="Used by">
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <SkeletonLine width={180} />}
      {data?.length === 0 && <Box sx={{ color: 'text.secondary' }}>Nothing. It can be changed freely.</Box>}
      {data !== undefined && data.length > 0 && <UseList uses={data} />}
    </Section>
  );
}

function UseList({ uses }: { readonly uses: readonly Use[] }) {
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 1 }}>
        {uses.map(({ noun, name, path }) => (
          <li key={`${noun} ${path ?? name}`}>
            {`${sentence(noun)} `}
            {path === null ? name : <Link to={path}>{name}</Link>}
          </li>
        ))}
      </Box>
      {agreedWords(uses) !== null && (
        <Box sx={{ color: 'text.secondary', marginTop: 2 }}>
          Two people agreed to what is live, so a change waits for a second person.
        </Box>
      )}
    </>
  );
}
