import { createId, type Uuids } from '@wedsync/domain/platform';
import {
  deferredUntil,
  weddingGuard,
  type GuardedAct,
  type GuardedSupplier,
  type WeddingGuard,
} from '@wedsync/domain/suppliers';
import { systemUuids, type Reader, type Writer } from '../platform/index.ts';
import { tellStory } from './tell-story.repository.ts';

/** What a guarded day would put off: `source` and `sourceId` name it, such as "dunning" and the case's id. */
export type GuardedThing = {
  readonly supplierId: string;
  readonly kind: GuardedAct;
  /** In words that complete "Put off: …", such as "Cancellation of Professional". */
  readonly title: string;
  readonly source: string;
  readonly sourceId: string;
};

export type GuardAnswer = { readonly guard: WeddingGuard; readonly until: Date };

/** The zone and wedding days of suppliers; those that do not exist are absent. */
export async function guardedSuppliers(
  { sql }: Reader,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, GuardedSupplier>> {
  const rows: { id: string; timeZone: string; weddingDates: string[] }[] = await sql('suppliers as s')
    .whereIn('s.id', [...supplierIds])
    .select('s.id', {
      timeZone: 's.time_zone',
      weddingDates: sql.raw(
        `array(select to_char(w.held_on, 'YYYY-MM-DD') from wedding_dates w where w.supplier_id = s.id order by w.held_on)`,
      ),
    });
  return new Map(rows.map(({ id, ...guarded }) => [id, guarded]));
}

/** Whether the supplier is guarded at this instant, and when what is put off may happen; null when it may happen now. */
export async function guardOf(reader: Reader, supplierId: string, at: Date): Promise<GuardAnswer | null> {
  const supplier = (await guardedSuppliers(reader, [supplierId])).get(supplierId);
  const guard = supplier === undefined ? null : weddingGuard(at, supplier);
  return supplier === undefined || guard === null ? null : { guard, until: deferredUntil(at, supplier) };
}

/**
 * Asks the guard about one thing, and puts it on record when it has to wait.
 * @returns when to come back, or null when it may be done now: the day is free, or somebody overrode the guard for this very thing
 */
export async function deferWhileGuarded(
  writer: Writer,
  thing: GuardedThing,
  at: Date,
  uuids: Uuids = systemUuids,
): Promise<Date | null> {
  const answer = await guardOf(writer, thing.supplierId, at);
  if (answer === null || (await overriddenAmong(writer, thing.source, [thing.sourceId])).size > 0) return null;
  await recordDeferral(writer, thing, answer, at, uuids);
  return answer.until;
}

/** Somebody may have said that this need not wait; that holds until it is done. */
export async function overriddenAmong(
  { sql }: Reader,
  source: string,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids: string[] = await sql('guard_deferrals')
    .where({ source })
    .whereIn('source_id', [...sourceIds])
    .whereNotNull('overridden_at')
    .pluck('source_id');
  return new Set(ids);
}

/** Once per thing and guarded day, however often it is asked. */
export async function recordDeferral(
  writer: Writer,
  { supplierId, kind, title, source, sourceId }: GuardedThing,
  { guard, until }: GuardAnswer,
  at: Date,
  uuids: Uuids = systemUuids,
): Promise<void> {
  const weddingOn = guard.reason === 'wedding' ? guard.weddingOn : null;
  const added: { id: string }[] = await writer
    .sql('guard_deferrals')
    .insert({
      id: createId('guardDeferral', uuids.next()),
      supplier_id: supplierId,
      kind,
      title,
      source,
      source_id: sourceId,
      guard: guard.reason,
      local_date: guard.localDate,
      wedding_on: weddingOn,
      deferred_at: at,
      until,
    })
    .onConflict(['source', 'source_id', 'local_date'])
    .ignore()
    .returning('id');
  const id = added[0]?.id;
  if (id === undefined) return;
  const why = weddingOn === null ? 'it is Saturday there' : `there is a wedding on ${weddingOn}`;
  await tell(writer, { id, supplierId, kind, source, sourceId }, `Put off: ${title}, because ${why}`, until, at);
}

async function tell(
  writer: Writer,
  { id, supplierId, ...thing }: Omit<GuardedThing, 'title'> & { readonly id: string },
  title: string,
  until: Date,
  at: Date,
): Promise<void> {
  await tellStory(
    writer,
    {
      type: 'guard_deferral.recorded',
      supplierId,
      resource: 'guard-deferrals',
      resourceId: id,
      summary: title,
      payload: { ...thing, guardDeferralId: id, until: until.toISOString() },
      occurredAt: at,
    },
    { kind: 'guard', source: 'wedding-guard', sourceId: id },
  );
}

/**
 * Lets one thing happen in spite of the day. Whoever put it off hears `guard_deferral.overridden` with its `source` and `sourceId`, and
 * `deferWhileGuarded` lets it pass from now on.
 * @returns false when it was overridden before
 */
export async function overrideDeferral(
  writer: Writer,
  override: { readonly id: string; readonly reason: string; readonly at: Date },
): Promise<boolean> {
  const { id, reason, at } = override;
  const rows: { supplierId: string; title: string; source: string; sourceId: string }[] = await writer
    .sql('guard_deferrals')
    .where({ id })
    .whereNull('overridden_at')
    .update({
      overridden_by: writer.actor.id,
      overridden_by_name: writer.actor.name,
      override_reason: reason,
      overridden_at: at,
    })
    .returning(['supplier_id as supplierId', 'title', 'source', 'source_id as sourceId']);
  const row = rows[0];
  if (row === undefined) return false;
  const { supplierId, title, ...thing } = row;
  await tellStory(
    writer,
    {
      type: 'guard_deferral.overridden',
      supplierId,
      resource: 'guard-deferrals',
      resourceId: id,
      summary: `Not put off after all: ${title}`,
      payload: thing,
      occurredAt: at,
    },
    { kind: 'guard', detail: { ...thing, reason }, source: 'wedding-guard', sourceId: `${id}:overridden` },
  );
  return true;
}
