import { QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { createQueryClient } from './query-client.ts';

test('a list just read is fresh, but a record known only as a row of it is asked for', () => {
  const client = createQueryClient();
  const staleAfter = (queryKey: readonly unknown[]) => {
    client.setQueryData(queryKey, { id: 'dun_1' });
    return new QueryObserver(client, { queryKey, queryFn: () => null }).getCurrentResult().isStale;
  };
  expect(staleAfter(['dunning-cases', 'getList', {}])).toBe(false);
  expect(staleAfter(['dunning-cases', 'getOne', { id: 'dun_1' }])).toBe(true);
});
