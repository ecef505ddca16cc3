import { amountsRequestedRecently } from '@wedsync/db/access';
import { inReportingCurrency } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { calendarDate, DAY_MS, plusMs, type Money } from '@wedsync/domain/platform';
import type { ActionContext } from '../platform/index.ts';

/**
 * What was given under some actions in the last 24 hours and is asked for now, in minor units of the reporting currency: neither splitting nor another
 * kind or currency gets it under a limit.
 */
export async function givenWithinADay(
  reader: Reader,
  given: { readonly actions: readonly string[]; readonly amount: Money; readonly supplierId: string | null },
  { clock, principal, runId }: ActionContext,
): Promise<{ readonly byActorMinor: number; readonly toSupplierMinor: number }> {
  const now = clock.now();
  const { actions, amount, supplierId } = given;
  const sum = async (whose: { actorId: string } | { supplierId: string }) => {
    const recent = { actions, since: plusMs(now, -DAY_MS), exceptRunId: runId, ...whose };
    const amounts = await amountsRequestedRecently(reader, recent);
    return inReportingCurrency(reader, [...amounts, amount], calendarDate(now));
  };
  return {
    byActorMinor: await sum({ actorId: principal.id }),
    toSupplierMinor: supplierId === null ? 0 : await sum({ supplierId }),
  };
}
