import { DAY_MS, latest, plusMs } from '@wedsync/domain/platform';
import { deferredUntil, weddingGuard, type GuardedSupplier, type WeddingGuard } from '@wedsync/domain/suppliers';
import { DateTime } from 'luxon';
import { classPlans, dunningStages, type DunningStage } from './class-plan.ts';
import type { DeclineClass } from './decline-class.ts';

/** What a schedule follows from. */
export type ScheduleFacts = {
  readonly class: DeclineClass;
  /** When the first attempt failed, or when we learned of it if that was long ago. */
  readonly startsAt: Date;
  readonly supplier: GuardedSupplier;
  /** Days a person added before access is touched. */
  readonly graceDays?: number;
  /** Stages behind us: done, skipped or passed over. */
  readonly behind?: readonly DunningStage[];
  /** When the last of them happened. */
  readonly lastActedAt?: Date | null;
  /** Nothing happens before: a pause, or a promise to pay. */
  readonly heldUntil?: Date | null;
};

/** A stage to come. `guard` says why it does not act on the day it was due. */
export type PlannedStep = {
  readonly stage: DunningStage;
  readonly dueAt: Date;
  readonly actsAt: Date;
  readonly guard: WeddingGuard | null;
};

/** Whatever happens happens when people are at their desks. */
const deskHour = 10;
/** However late a stage was, the supplier gets this long before the next one. */
const breathingMs = 2 * DAY_MS;
const delayedByGrace: readonly DunningStage[] = ['restrict', 'suspend', 'cancel', 'win_back'];

/**
 * The stages to come, in order, each at 10:00 where the supplier is (day 0 at once). None acts on a Saturday or within a day of a wedding:
 * it moves to the next free Monday 10:00, and those after it keep their distance.
 */
export function schedule(facts: ScheduleFacts): PlannedStep[] {
  const steps: PlannedStep[] = [];
  let before = facts.lastActedAt ?? null;
  for (const { stage, days } of remaining(facts)) {
    const dueAt = latest(
      dayAt(facts, days),
      before === null ? null : plusMs(before, breathingMs),
      facts.heldUntil ?? null,
    );
    const actsAt = deferredUntil(dueAt, facts.supplier);
    steps.push({ stage, dueAt, actsAt, guard: weddingGuard(dueAt, facts.supplier) });
    before = actsAt;
  }
  return steps;
}

function remaining({ class: of, behind = [], graceDays = 0 }: ScheduleFacts): { stage: DunningStage; days: number }[] {
  const { days } = classPlans[of];
  const last = Math.max(-1, ...behind.map((stage) => dunningStages.indexOf(stage)));
  return dunningStages.slice(last + 1).flatMap((stage) => {
    const due = days[stage];
    if (due === undefined) return [];
    return [{ stage, days: due + (delayedByGrace.includes(stage) ? graceDays : 0) }];
  });
}

function dayAt({ startsAt, supplier }: ScheduleFacts, days: number): Date {
  if (days === 0) return startsAt;
  const { year, month, day } = DateTime.fromJSDate(startsAt, { zone: supplier.timeZone }).plus({ days });
  return DateTime.fromObject({ year, month, day, hour: deskHour }, { zone: supplier.timeZone }).toJSDate();
}
