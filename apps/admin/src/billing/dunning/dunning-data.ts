import { useQuery } from '@tanstack/react-query';
import { dunningFiguresSchema } from '@wedsync/domain/billing';
import { getJson } from '../../platform/index.ts';

/** Money in dunning, and what became of what failed before. */
export function useDunningFigures() {
  return useQuery({
    queryKey: ['dunning-cases', 'figures'],
    queryFn: async ({ signal }) => dunningFiguresSchema.parse(await getJson('/dunning/figures', signal)),
  });
}
