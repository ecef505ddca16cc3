import { correctDeadLetter, findDeadLetter, isKnownAddressee } from '@wedsync/db/operations';
import { recordAudit, type Reader } from '@wedsync/db/platform';
import { correctableOf, type Correctable, type DeadLetter } from '@wedsync/domain/operations';
import { Invalid, NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, type ActionPreview } from '../platform/index.ts';
import { correctionSchemaOf } from './correction-schema.ts';
import { Decided, forEyesOf, withoutAddress } from './dead-letters.ts';

const correctInput = z.strictObject({
  payload: z.record(z.string(), z.unknown()).describe('What it should say. What failed is kept beside it.'),
});

/** Puts right what made it fail, and has it done again. The values stay out of the run: the audit entry says what changed, masked. */
export const correctLetter = defineAction<z.infer<typeof correctInput>>({
  resource: 'dead-letters',
  verb: 'correct',
  title: 'Correct and run again',
  description: 'Put right what made it fail, and have it done again; what failed is kept',
  danger: false,
  reasonRequired: true,
  input: correctInput,
  secretInputs: ['payload'],
  available: async (reader, id) => {
    const letter = await found(reader, id);
    if (correctableOf(letter) === null) return { allowed: false, why: asItCame };
    return letter.state === 'open' ? { allowed: true } : { allowed: false, why: Decided(letter).message };
  },
  assess: async (reader, id, { payload }, { principal }) => {
    const letter = await found(reader, id);
    const { before, after } = correctionOf(letter, payload);
    await refuseStrangers(reader, letter, { before, after });
    return {
      supplierId: letter.supplierId,
      amount: null,
      approval: null,
      fingerprint: `${letter.state} ${JSON.stringify(before)}`,
      preview: previewOf(
        forEyesOf(principal, letter, before),
        forEyesOf(principal, letter, after),
        changedKeys(before, after),
      ),
    };
  },
  perform: async (writer, id, { payload }) => {
    const letter = await found(writer, id);
    const { before, after } = correctionOf(letter, payload);
    const changed = changedKeys(before, after);
    if (changed.length === 0) throw refusedPayload(['Nothing is changed: run it again as it is.']);
    await refuseStrangers(writer, letter, { before, after });
    if (!(await correctDeadLetter(writer, letter, after))) throw Decided(letter);
    await recordAudit(writer, {
      action: 'corrected',
      resource: 'dead-letters',
      resourceId: id,
      supplierId: letter.supplierId,
      before: onRecord(letter, before, changed),
      after: onRecord(letter, after, changed),
    });
    return { state: 'succeeded' };
  },
});

function previewOf(before: Correctable, after: Correctable, changed: readonly string[]): ActionPreview {
  return {
    lines: changed.map((key) => ({ label: key, value: `${shown(before[key])} becomes ${shown(after[key])}` })),
    warnings: changed.length === 0 ? ['Nothing is changed yet.'] : [],
  };
}

const asItCame = 'What a provider sent is kept as it came. Put it right there, then run it again.';

async function found(reader: Reader, id: string): Promise<DeadLetter> {
  const letter = await findDeadLetter(reader, id);
  if (letter === undefined) throw NotFound({ what: 'dead letter', id });
  return letter;
}

/** @throws Invalid when it does not fit its kind, the named conflict when the letter is decided */
function correctionOf(letter: DeadLetter, payload: Correctable): { before: Correctable; after: Correctable } {
  if (letter.state !== 'open') throw Decided(letter);
  const [before, schema] = [correctableOf(letter), correctionSchemaOf(letter)];
  if (before === null || schema === null) throw Invalid({ message: asItCame });
  const parsed = schema.safeParse(payload);
  if (!parsed.success)
    throw refusedPayload(parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')));
  return { before, after: parsed.data };
}

/** Nobody has what is meant for one sent to another: an address is put right where it is kept, under the eyes of its own audit trail. */
async function refuseStrangers(
  reader: Reader,
  letter: DeadLetter,
  { before, after }: { readonly before: Correctable; readonly after: Correctable },
): Promise<void> {
  const { recipient } = after;
  if (letter.kind !== 'message' || typeof recipient !== 'string' || recipient === before.recipient) return;
  if (!(await isKnownAddressee(reader, letter, recipient))) throw refusedPayload([stranger]);
}

const stranger =
  'This address is not on record for whom the message is meant. Put it right in the contact (or the member of staff), then correct the message.';

function refusedPayload(words: readonly string[]) {
  const message = words.join(' ');
  return Invalid({ message }, { fields: { payload: message } });
}

function changedKeys(before: Correctable, after: Correctable): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}

/** Addresses of people stay out of the audit trail, which cannot forget. */
function onRecord(letter: DeadLetter, facts: Correctable, keys: readonly string[]): Record<string, unknown> {
  const kept = withoutAddress(letter, facts);
  return Object.fromEntries(keys.map((key) => [key, kept[key]]));
}
