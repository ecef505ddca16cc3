import { findGuardDeferral, listGuardDeferrals, overrideDeferral } from '@wedsync/db/suppliers';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import { guardDeferralFilterSchema, guardDeferralSchema, type GuardDeferral } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction, defineResource } from '../platform/index.ts';

/** What Saturdays and wedding days put off. */
export const guardDeferrals = defineResource({
  name: 'guard-deferrals',
  description: 'What was put off because of a Saturday or a wedding, until when, and who said it need not wait',
  row: guardDeferralSchema,
  filter: guardDeferralFilterSchema,
  list: listGuardDeferrals,
  show: findGuardDeferral,
});

/** Lets one thing happen on a guarded day after all. Whoever put it off follows. */
export const overrideGuard = defineAction({
  resource: 'guard-deferrals',
  verb: 'override',
  title: 'Do it now',
  description: 'Let it happen on the guarded day after all',
  danger: true,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id, { clock }) => {
    const why = whyNot(await findGuardDeferral(reader, id), clock.now());
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id, _input, { clock }) => {
    const deferral = await need(reader, id, clock.now());
    return {
      supplierId: deferral.supplierId,
      amount: null,
      approval: null,
      fingerprint: String(deferral.version),
      preview: {
        lines: [
          { label: 'Supplier', value: deferral.businessName },
          { label: 'Put off', value: deferral.title },
          { label: 'Because', value: deferral.weddingOn === null ? 'Saturday' : `Wedding on ${deferral.weddingOn}` },
          { label: 'Otherwise', value: deferral.until },
        ],
        warnings: ['It happens on a day on which the supplier works at a wedding or may do so.'],
      },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    const at = clock.now();
    await need(writer, id, at);
    await overrideDeferral(writer, { id, reason: writer.actor.reason ?? '', at });
    return { state: 'succeeded' };
  },
});

async function need(reader: Reader, id: string, now: Date): Promise<GuardDeferral> {
  const deferral = await findGuardDeferral(reader, id);
  const why = whyNot(deferral, now);
  if (deferral === undefined || why !== null) throw NotFound({ what: 'deferral that still waits', id });
  return deferral;
}

function whyNot(deferral: GuardDeferral | undefined, now: Date): string | null {
  if (deferral === undefined) return 'There is no such deferral.';
  if (deferral.overriddenAt !== null) return 'It was let through already.';
  return new Date(deferral.until) <= now ? 'It does not wait any more.' : null;
}
