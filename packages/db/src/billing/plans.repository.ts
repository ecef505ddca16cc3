import type { PlanRevision } from '@wedsync/domain/billing';
import { emitEvents, type Writer } from '../platform/index.ts';

export type PublishedRevision = PlanRevision & {
  readonly planCode: string;
  readonly reason: string | null;
  readonly publishedBy: string;
  readonly publishedByName: string;
  readonly approvedBy: string | null;
  readonly actionRunId: string;
  readonly at: Date;
};

/** Makes a new version of a plan the current one; everybody on the plan has it from this moment. @returns its number */
export async function publishRevision(writer: Writer, revision: PublishedRevision): Promise<number> {
  const { planCode, name, description, limits, features, at } = revision;
  const moved: { number: number }[] = await writer
    .sql('plans')
    .where({ code: planCode })
    .update({
      current_version: writer.sql.raw('current_version + 1'),
      grants: JSON.stringify({ limits, features: [...features].sort() }),
    })
    .returning('current_version as number');
  const number = moved[0]?.number;
  if (number === undefined) throw new Error(`There is no plan ${planCode}.`);
  await writer.sql('plan_versions').insert({
    plan_code: planCode,
    number,
    name,
    description,
    reason: revision.reason,
    published_by: revision.publishedBy,
    published_by_name: revision.publishedByName,
    approved_by: revision.approvedBy,
    action_run_id: revision.actionRunId,
    published_at: at,
  });
  const keyed = { plan_code: planCode, number };
  const limitRows = Object.entries(limits).map(([limit_key, max_value]) => ({ ...keyed, limit_key, max_value }));
  const featureRows = [...new Set(features)].map((feature_key) => ({ ...keyed, feature_key }));
  if (limitRows.length > 0) await writer.sql('plan_limits').insert(limitRows);
  if (featureRows.length > 0) await writer.sql('plan_features').insert(featureRows);
  await emitEvents(writer, [
    {
      type: 'plan.revised',
      supplierId: null,
      resource: 'plans',
      resourceId: planCode,
      summary: `${name} is now at version ${number}`,
      payload: { number },
      occurredAt: at,
    },
  ]);
  return number;
}
