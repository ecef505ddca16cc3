import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { ActionDefinition } from '../data/action.ts';
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
  return useDefinitions((definitions) => definitions.find(ofVerb(resource, verb)));
}

/** Every action the house knows for records of a resource, whatever one of them offers now. */
export function useResourceActions(resource: string) {
  return useDefinitions((definitions) => definitions.filter((definition) => definition.resource === resource));
}

/** What a list offers for many records at once. */
export function useBulkActions(resource: string) {
  return useDefinitions((definitions) =>
    definitions.filter((definition) => definition.bulk && definition.resource === resource),
  );
}

function ofVerb(resource: string, verb: string) {
  return (definition: ActionDefinition) => definition.resource === resource && definition.verb === verb;
}

function useDefinitions<T>(select: (definitions: ActionDefinition[]) => T) {
  const provider = useDataProvider<AdminDataProvider>();
  return useQuery({
    queryKey: ['actions', 'definitions'],
    queryFn: ({ signal }) => provider.describeActions(signal),
    staleTime: Number.POSITIVE_INFINITY,
    select,
  });
}
