import type { OverrideKind } from '@wedsync/domain/billing';
import { channels, type Writer } from '../platform/index.ts';
import { deferWhileGuarded, tellStory } from '../suppliers/index.ts';
import { refreshEntitlements } from './entitlements.repository.ts';

export type NewOverride = {
  readonly id: string;
  readonly supplierId: string;
  readonly actionRunId: string;
  readonly kind: OverrideKind;
  readonly key: string;
  readonly limitValue: number | null;
  readonly worthMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly expiresAt: Date;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
};

/** Gives something beyond the plan: it holds when the transaction commits, and is taken back by the job. */
export async function insertOverride(writer: Writer, override: NewOverride, now: Date): Promise<void> {
  const { id, supplierId, kind, key, limitValue, requestedByName, expiresAt } = override;
  await writer.sql('entitlement_overrides').insert({
    id,
    supplier_id: supplierId,
    action_run_id: override.actionRunId,
    kind,
    key,
    limit_value: limitValue,
    worth_minor: override.worthMinor,
    currency: override.currency,
    reason: override.reason,
    expires_at: expiresAt,
    ends_at: expiresAt,
    requested_by: override.requestedBy,
    requested_by_name: requestedByName,
    approved_by: override.approvedBy,
  });
  await refreshEntitlements(writer, [supplierId], now);
  const until = expiresAt.toISOString().slice(0, 10);
  await tell(writer, override, 'granted', `${wordsOf(override)} granted until ${until}`, requestedByName, now);
}

/** Asks for an end before its time; the job takes it back at once, or after the guarded day. */
export async function endOverrideNow(writer: Writer, id: string, now: Date): Promise<boolean> {
  const touched = await writer
    .sql('entitlement_overrides')
    .where({ id, state: 'active' })
    .update({ ends_at: now, ended_by_name: writer.actor.name });
  await writer.sql.raw('select pg_notify(?, ?)', [channels.entitlements, id]);
  return touched > 0;
}

type Due = Pick<NewOverride, 'id' | 'supplierId' | 'kind' | 'key' | 'limitValue'> & {
  readonly endedByName: string | null;
};

/** Brings forward the end of something that a guarded day put off. */
export async function endPutOffOverride(writer: Writer, id: string, now: Date): Promise<void> {
  await writer.sql('entitlement_overrides').where({ id, state: 'active' }).update({ ends_at: now });
  await writer.sql.raw('select pg_notify(?, ?)', [channels.entitlements, id]);
}

/**
 * Takes back what is over, one batch. On a guarded day it waits, on record.
 * @returns how many it looked at; 0 when nothing is due
 */
export async function endDueOverrides(writer: Writer, now: Date, limit: number): Promise<number> {
  const due: Due[] = await writer
    .sql('entitlement_overrides')
    .where({ state: 'active' })
    .where('ends_at', '<=', now)
    .orderBy('ends_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select('id', 'kind', 'key', {
      supplierId: 'supplier_id',
      limitValue: 'limit_value',
      endedByName: 'ended_by_name',
    });
  for (const override of due) await endOrDefer(writer, override, now);
  return due.length;
}

async function endOrDefer(writer: Writer, override: Due, now: Date): Promise<void> {
  const { id, supplierId, endedByName } = override;
  const thing = {
    kind: 'downgrade',
    title: `End of ${wordsOf(override)}`,
    source: overrideSource,
    sourceId: id,
  } as const;
  const until = await deferWhileGuarded(writer, { ...thing, supplierId }, now);
  const row = writer.sql('entitlement_overrides').where({ id });
  if (until !== null) {
    await row.update({ ends_at: until });
    return;
  }
  const revoked = endedByName !== null;
  await row.update({ state: revoked ? 'revoked' : 'expired', ended_at: now });
  await refreshEntitlements(writer, [supplierId], now);
  const words = `${wordsOf(override)} ${revoked ? 'revoked' : 'expired'}`;
  await tell(writer, override, revoked ? 'revoked' : 'expired', words, endedByName ?? writer.actor.name, now);
}

/** The name under which overrides are put off. */
export const overrideSource = 'entitlement-override';

async function tell(
  writer: Writer,
  { id, supplierId, kind, key, limitValue }: Omit<Due, 'endedByName'>,
  became: 'granted' | 'expired' | 'revoked',
  title: string,
  actorName: string,
  at: Date,
): Promise<void> {
  await tellStory(
    writer,
    {
      type: `entitlement_override.${became}`,
      supplierId,
      resource: 'entitlement-overrides',
      resourceId: id,
      summary: title,
      payload: { overrideId: id, kind, key, limitValue },
      occurredAt: at,
    },
    { kind: 'entitlement', actorName, source: 'entitlement-overrides', sourceId: `${id}:${became}` },
  );
}

function wordsOf({ kind, key, limitValue }: Pick<NewOverride, 'kind' | 'key' | 'limitValue'>): string {
  const name = key.replaceAll('_', ' ');
  if (kind === 'limit') return `Limit ${name} of ${limitValue ?? 'any number'}`;
  return kind === 'plan' ? `Plan ${name}` : `Feature ${name}`;
}
