import { statesOfCases } from '@wedsync/db/billing';
import type { OutgoingMessage } from '@wedsync/db/delivery';
import type { Reader } from '@wedsync/db/platform';
import { guardedSuppliers, overriddenAmong } from '@wedsync/db/suppliers';
import type { CaseState } from '@wedsync/domain/billing';
import { deferredUntil, guardWaits, weddingGuard } from '@wedsync/domain/suppliers';
import type { Hindrance, LastLook } from '../../delivery/index.ts';
import { dunningSource } from './follow-debts.ts';

/**
 * A reminder that could not leave at once is judged by the moment it does: nobody is reminded of what they no longer owe, and one written on a free day that
 * would leave on a guarded one waits like its step would have.
 */
export const lookAtReminders: LastLook = {
  source: dunningSource,
  look: async (reader, messages, now) => {
    if (messages.length === 0) return new Map();
    const guarded = await guardedDays(reader, messages, now);
    const states = await statesOfCases(
      reader,
      messages.map((message) => partsOf(message).caseId),
    );
    return new Map(
      messages.flatMap((message) => {
        const { caseId, stage } = partsOf(message);
        const hindrance = whyOver(states.get(caseId), stage) ?? guarded.get(message.id);
        return hindrance === undefined ? [] : [[message.id, hindrance] as const];
      }),
    );
  },
};

/** Of a letter of dunning: `<case>:<stage>:<occasion>`. */
function partsOf({ sourceId }: OutgoingMessage): { readonly caseId: string; readonly stage: string } {
  const [caseId = '', stage = ''] = (sourceId ?? '').split(':');
  return { caseId, stage };
}

const over: Readonly<Record<Exclude<CaseState, 'open'>, string>> = {
  recovered: 'What it asks for was paid.',
  lost: 'What it asks for was given up.',
  voided: 'What it asks for is not owed any more.',
};

/** That the subscription ended is told of a lost case alone. */
function whyOver(state: CaseState | undefined, stage: string): Hindrance | undefined {
  if (state === undefined || state === 'open' || (state === 'lost' && stage === 'cancel')) return undefined;
  return { reason: 'ended', why: over[state], until: null };
}

async function guardedDays(
  reader: Reader,
  messages: readonly OutgoingMessage[],
  now: Date,
): Promise<ReadonlyMap<string, Hindrance>> {
  const suppliers = await guardedSuppliers(
    reader,
    messages.flatMap(({ supplierId }) => supplierId ?? []),
  );
  const needNotWait = await overriddenAmong(
    reader,
    dunningSource,
    messages.flatMap(({ sourceId }) => sourceId ?? []),
  );
  return new Map(
    messages.flatMap(({ id, supplierId, sourceId }) => {
      const supplier = suppliers.get(supplierId ?? '');
      const guard = supplier === undefined ? null : weddingGuard(now, supplier);
      if (supplier === undefined || guard === null || needNotWait.has(sourceId ?? '')) return [];
      const { reason } = guard;
      return [[id, { reason, why: guardWaits[reason], until: deferredUntil(now, supplier) }] as const];
    }),
  );
}
