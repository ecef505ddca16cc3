import type { MrrDimension, MrrMovementFilter, MrrSegment, MrrView } from '@wedsync/domain/revenue';

/** How each dimension reads off a movement m of a supplier s with account a. */
export const dimensionColumns: Readonly<Record<MrrDimension, string>> = {
  tier: 'm.plan_code',
  vendorType: 's.vendor_type',
  region: 's.region',
  owner: 's.owner_id',
  season: 'a.season',
  currency: 'm.currency',
};

/** The movements, with whatever a segment may ask about them. */
export const movementsWithSegments = `mrr_movements m join suppliers s on s.id = m.supplier_id left join mrr_accounts a on a.supplier_id = m.supplier_id`;

/** The column that says whether a movement belongs to a view. */
export const viewColumns: Readonly<Record<MrrView, string>> = {
  net: 'm.in_net',
  committed: 'm.in_committed',
  stripe: 'm.in_stripe',
  plan: 'm.in_plan',
  committed_plan: 'm.in_committed_plan',
  stripe_plan: 'm.in_stripe_plan',
};

/** The same view, seen plan by plan. */
const planByPlan: Readonly<Partial<Record<MrrView, MrrView>>> = {
  net: 'plan',
  committed: 'committed_plan',
  stripe: 'stripe_plan',
};

type Conditions = { readonly where: string; readonly bindings: Readonly<Record<string, readonly string[]>> };

/** The segment as a condition; everything when nothing is asked for. Somebody without an owner is asked for as "none". */
export function segmentConditions(segment: MrrSegment | MrrMovementFilter): Conditions {
  const names = Object.keys(dimensionColumns).filter(isDimension);
  const asked = names.flatMap((name) => {
    const values = segment[name];
    return values === undefined ? [] : [{ name, values }];
  });
  return {
    where: asked.map(({ name }) => `and coalesce(${dimensionColumns[name]}, 'none') = any(:${name})`).join(' '),
    bindings: Object.fromEntries(asked.map(({ name, values }) => [name, values])),
  };
}

/** Whoever splits or narrows by plan sees MRR plan by plan, where changing plan is leaving one and joining another. */
export function viewOf(view: MrrView, segment: MrrSegment, by?: MrrDimension): MrrView {
  return by === 'tier' || segment.tier !== undefined ? (planByPlan[view] ?? view) : view;
}

function isDimension(name: string): name is MrrDimension {
  return Object.hasOwn(dimensionColumns, name);
}
