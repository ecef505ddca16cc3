import { movementsOf, withinSegment, type MovementOptions, type MrrChange, type MrrMovement } from '../mrr/index.ts';

/**
 * Ways to look at MRR. `net` is the headline; `committed` moves when a cancellation is scheduled; `stripe` is what Stripe's own figure counts;
 * `plan`, `committed_plan` and `stripe_plan` are the same three seen plan by plan, so that a supplier changing plan leaves one and joins another.
 */
export const mrrViews = ['net', 'committed', 'stripe', 'plan', 'committed_plan', 'stripe_plan'] as const;
export type MrrView = (typeof mrrViews)[number];

/** A movement and the views it belongs to; most belong to all. */
export type ViewedMovement = MrrMovement & { readonly views: readonly MrrView[] };

/**
 * The movements of one supplier in every view, each written once. In every view the amounts add up to what the view shows.
 * @param history changes of all subscriptions of one supplier
 */
export function movementsInViews(
  history: readonly MrrChange[],
  options: Omit<MovementOptions, 'basis'>,
): ViewedMovement[] {
  const net = movementsOf(history, options);
  const differs = (amount: (change: MrrChange) => number) => history.some((one) => amount(one) !== one.netMrrMinor);
  const committed = differs((one) => one.committedMrrMinor)
    ? movementsOf(history, { ...options, basis: 'committed' })
    : net;
  const stripe = differs((one) => one.stripeCompatibleMinor)
    ? movementsOf(history, { ...options, basis: 'stripe' })
    : net;
  const plan = byPlan(history, net, options);
  return merged({
    net,
    committed,
    stripe,
    plan,
    committed_plan: committed === net ? plan : byPlan(history, committed, { ...options, basis: 'committed' }),
    stripe_plan: stripe === net ? plan : byPlan(history, stripe, { ...options, basis: 'stripe' }),
  });
}

/** @param whole the same view without looking at plans, which is all there is to see of whoever has one */
function byPlan(
  history: readonly MrrChange[],
  whole: readonly MrrMovement[],
  options: MovementOptions,
): readonly MrrMovement[] {
  const plans = [...new Set(history.map(({ planCode }) => planCode))];
  if (plans.length < 2) return whole;
  return plans.flatMap((plan) =>
    movementsOf(
      withinSegment(history, ({ planCode }) => planCode === plan),
      options,
    ).map((movement) => ({ ...movement, planCode: plan })),
  );
}

type Merging = { readonly movement: MrrMovement; readonly views: MrrView[] };

/** What several views say alike is one movement of all of them. */
function merged(byView: Readonly<Record<MrrView, readonly MrrMovement[]>>): ViewedMovement[] {
  const groups = sameSeries(byView);
  const [only] = groups;
  if (only !== undefined && groups.length === 1) return only.movements.map((movement) => viewed(movement, only.views));
  const found = new Map<string, Merging>();
  for (const { movements, views } of groups)
    for (const movement of movements) {
      const { key, amountMinor, planCode, reason } = movement;
      const alike = `${key}|${amountMinor}|${planCode ?? ''}|${reason ?? ''}`;
      const known = found.get(alike);
      if (known === undefined) found.set(alike, { movement, views: [...views] });
      else known.views.push(...views);
    }
  return [...found.values()].map(({ movement, views }) => viewed(movement, views.toSorted(byPlace)));
}

/** Views that were not followed apart share one series. */
function sameSeries(byView: Readonly<Record<MrrView, readonly MrrMovement[]>>) {
  const groups: { readonly movements: readonly MrrMovement[]; readonly views: MrrView[] }[] = [];
  for (const view of mrrViews) {
    const known = groups.find(({ movements }) => movements === byView[view]);
    if (known === undefined) groups.push({ movements: byView[view], views: [view] });
    else known.views.push(view);
  }
  return groups;
}

function viewed(movement: MrrMovement, views: readonly MrrView[]): ViewedMovement {
  return { ...movement, key: `${views.join('+')}|${movement.planCode ?? ''}|${movement.key}`, views };
}

function byPlace(a: MrrView, b: MrrView): number {
  return mrrViews.indexOf(a) - mrrViews.indexOf(b);
}
