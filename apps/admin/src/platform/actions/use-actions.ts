import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { AdminDataProvider } from '../data/data-provider.ts';

/** What one record offers the signed-in person now; refreshed when the record changes. */
export function useRecordActions(resource: string, id: string | undefined) {
  const provider = useDataProvider<AdminDataProvider>();
  return useQuery({
    queryKey: [resource, 'actions', id],
    queryFn: ({ signal }) => provider.listActions(resource, id ?? '', signal),
    enabled: id !== undefined,
  });
}

/** The definition of an action with its input schema; read once. */
export function useActionDefinition(resource: string, verb: string) {
  const provider = useDataProvider<AdminDataProvider>();
  return useQuery({
    queryKey: ['actions', 'definitions'],
    queryFn: ({ signal }) => provider.describeActions(signal),
    staleTime: Number.POSITIVE_INFINITY,
    select: (definitions) =>
      definitions.find((definition) => definition.resource === resource && definition.verb === verb),
  });
}
