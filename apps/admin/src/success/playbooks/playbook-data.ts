import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StaffTemplate } from '@wedsync/domain/delivery';
import { playbookDryRunSchema, playbookResultsSchema, type PlaybookDefinition } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import { getJson, postJson } from '../../platform/index.ts';

/** Who would enter the playbook as it is typed; null, while something in it is wrong, asks for nothing. */
export function useDryRun(playbookId: string | null, draft: PlaybookDefinition | null) {
  return useQuery({
    queryKey: ['playbook-dry-runs', playbookId, draft],
    enabled: draft !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async () => playbookDryRunSchema.parse(await postJson('/playbook-dry-runs', { playbookId, draft })),
  });
}

/** How a playbook does so far; the key starts with the resource, so the live stream refreshes it. */
export function usePlaybookResults(id: string) {
  return useQuery({
    queryKey: ['playbooks', 'results', id],
    queryFn: async ({ signal }) => playbookResultsSchema.parse(await getJson(`/playbooks/${id}/results`, signal)),
  });
}

// As many as fit on one page of the api.
const all = 200;
const none: readonly StaffTemplate[] = [];

/** Templates that can be sent. */
export function usePublishedTemplates(): readonly StaffTemplate[] {
  const { data = none } = useGetList<StaffTemplate>('message-templates', {
    filter: { state: ['published'] },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: all },
  });
  return data;
}
