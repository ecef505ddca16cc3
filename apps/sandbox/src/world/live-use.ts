import type { WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import { pick, pickWeighted, poisson, stream } from './random.ts';
import type { SupplierState } from './supplier.ts';
import { hourFactor, activityLevel } from './use.ts';

/** After a restart the hours in between are not filled in: nobody was streaming. */
const MAX_GAP_SECONDS = 60;

/** The stream of single feature uses that the host application sends in real time. */
export class LiveUse {
  private readonly seed: number;
  private since: number | null = null;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Emits the uses of the seconds since the last call: a Poisson number, by suppliers in proportion to their activity. */
  until(now: number, context: WorldContext): void {
    const from = Math.max(this.since ?? now, now - MAX_GAP_SECONDS);
    this.since = now;
    if (now <= from) return;
    const random = stream(this.seed, 'live', now);
    const count = poisson(random, (now - from) / parameters.use.liveFeatureUseSeconds);
    if (count === 0) return;
    const users = [...context.states()]
      .filter((state) => state.stage !== 'gone')
      .map((state) => activity(context, state, now));
    if (users.length === 0) return;
    for (let index = 0; index < count; index += 1) {
      const { state } = pickWeighted(random, users);
      const feature = pick(random, state.features);
      const id = `${context.profile(state.number).externalId}-live-${now}-${index}`;
      context.use({ at: now, supplier: state.number, id, name: 'feature.used', properties: { feature } });
    }
  }
}

function activity(context: WorldContext, state: SupplierState, now: number): { state: SupplierState; weight: number } {
  return { state, weight: activityLevel(state) * hourFactor(context.profile(state.number), now) };
}
