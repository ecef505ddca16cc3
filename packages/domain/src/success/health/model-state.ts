import { defineError } from '@wedsync/domain/platform';
import type { HealthModelRow } from './model-contract.ts';

export const ModelIsKept = defineError(
  'conflict',
  'model-is-kept',
  () => 'A model that has scored is kept as it is. Start a draft from it instead.',
);
export const HealthModelStays = defineError<{ why: string }>('conflict', 'health-model-stays', ({ why }) => why);

/** Why a model cannot be published now; null when it can. An earlier model comes back without another simulation: it has scored before. */
export function whyNotPublished({ state, simulation }: Pick<HealthModelRow, 'state' | 'simulation'>): string | null {
  if (state === 'published') return 'This model scores now.';
  if (state === 'retired') return null;
  if (simulation === null) return 'Simulate it first: what it changes must be known before it is published.';
  if (simulation.state === 'waiting' || simulation.state === 'running') return 'Its simulation is still running.';
  if (simulation.state === 'failed') return 'Its simulation failed: simulate it again.';
  return simulation.current
    ? null
    : 'It was edited, or another model was published, since it was simulated: simulate it again.';
}
