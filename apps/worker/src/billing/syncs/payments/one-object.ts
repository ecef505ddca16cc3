import { mirroredIds } from '@wedsync/db/billing';
import { noTally, type MirrorNoun, type SyncTally } from '@wedsync/domain/billing';
import { DomainError } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { HandlerName, ObjectName } from '../../apply/object-name.ts';
import { refreshObjects } from '../../apply/refresh-objects.ts';
import type { EventSource } from '../../gateways/object-source.ts';
import { mirrorSifted } from '../rejections.ts';
import { countingUpdates, walkPages, type SyncRun } from './pages.ts';

type Kind = { readonly pattern: RegExp; readonly name: HandlerName; readonly noun: MirrorNoun };

/** What an id of Stripe or PayPal says it is; PayPal's payments and refunds look alike, and only payments are asked for by themselves. */
const kinds: Readonly<Record<SyncRun['request']['platform'], readonly Kind[]>> = {
  stripe: [
    { pattern: /^(ch|py)_/, name: 'charge', noun: 'charges' },
    { pattern: /^(re|pyr)_/, name: 'refund', noun: 'refunds' },
    { pattern: /^(dp|du)_/, name: 'dispute', noun: 'disputes' },
    { pattern: /^po_/, name: 'payout', noun: 'payouts' },
    { pattern: /^in_/, name: 'invoice', noun: 'invoices' },
    { pattern: /^cn_/, name: 'credit-note', noun: 'creditNotes' },
    { pattern: /^sub_/, name: 'subscription', noun: 'subscriptions' },
    { pattern: /^cus_/, name: 'customer', noun: 'customers' },
    { pattern: /^pi_/, name: 'payment-intent', noun: 'paymentIntents' },
  ],
  paypal: [
    { pattern: /^I-/, name: 'paypal-subscription', noun: 'subscriptions' },
    { pattern: /^PP-/, name: 'paypal-dispute', noun: 'disputes' },
    { pattern: /^[A-Z0-9]{17}$/, name: 'paypal-payment', noun: 'charges' },
  ],
};

/** Asks for the present state of one object and books it as if an event had told. */
export async function syncObject(run: SyncRun, source: EventSource): Promise<SyncTally> {
  const { request } = run;
  const id = request.objectId ?? '';
  const kind = kinds[request.platform].find(({ pattern }) => pattern.test(id));
  if (kind === undefined)
    throw new DomainError('invalid', 'unknown-object', `No kind of object of ${request.platform} has ids like ${id}.`);
  return walkPages(run, z.literal('object'), 'object', async () => ({
    tally: await fetched(run, source, kind, id),
    next: null,
  }));
}

async function fetched({ context, after }: SyncRun, source: EventSource, kind: Kind, id: string): Promise<SyncTally> {
  const { store, actor } = context;
  const isMirrored = async () => (await store.read(actor, (reader) => mirroredIds(reader, kind.noun, [id]))).has(id);
  const wasKnown = await isMirrored();
  const updates = countingUpdates();
  const object: ObjectName = { name: kind.name, id };
  const { rejections } = await mirrorSifted(
    [object],
    async () => {
      await refreshObjects({ ...context, source, after: [...after, updates.hook] }, [object]);
      if (!(await isMirrored()))
        throw new DomainError('not-found', 'no-such-object', `${id} is unknown to the provider.`);
      return 1;
    },
    () => ({ kind: kind.name.replace(/^paypal-/, ''), id }),
  );
  const bad = rejections.length;
  const stored = bad === 0 && !wasKnown ? 1 : 0;
  return {
    ...noTally,
    seen: 1,
    stored,
    known: 1 - bad - stored,
    rejected: bad,
    rejections: [...rejections],
    ltvUpdates: updates.count(),
  };
}
