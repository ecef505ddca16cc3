import { findDeadLetter, listDeadLetters, rerunDeadLetter, skipDeadLetter } from '@wedsync/db/operations';
import { deadLetterFilterSchema, deadLetterSchema, type DeadLetter } from '@wedsync/domain/operations';
import { maskEmail, maskPhone } from '@wedsync/domain/access';
import { defineError, limits, mayDo, NotFound, type Principal } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { defineRecordAction } from '../delivery/index.ts';

export const Decided = defineError(
  'conflict',
  'already-decided',
  (p: { state: string }) => `This letter is ${p.state === 'rerun' ? 'being run again' : p.state} already.`,
);

export const deadLetters = defineResource({
  name: 'dead-letters',
  description: 'What the house has given up on until a person decides: do it again, or leave it.',
  row: deadLetterSchema,
  filter: deadLetterFilterSchema,
  list: listDeadLetters,
  show: findDeadLetter,
  present: (letter, principal) => ({
    ...letter,
    payload: forEyesOf(principal, letter, letter.payload),
    correction: letter.correction && forEyesOf(principal, letter, letter.correction),
  }),
});

const maskOf: Readonly<Record<string, (address: string) => string>> = { email: maskEmail, sms: maskPhone };

/** Facts of a letter without the address of a person in full. */
export function withoutAddress(
  { kind, source }: Pick<DeadLetter, 'kind' | 'source'>,
  facts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const mask = kind === 'message' ? maskOf[source] : undefined;
  const { recipient } = facts;
  return mask !== undefined && typeof recipient === 'string' ? { ...facts, recipient: mask(recipient) } : facts;
}

/** Addresses of people are for those who may write to them. */
export function forEyesOf(
  principal: Principal,
  letter: Pick<DeadLetter, 'kind' | 'source'>,
  facts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return mayDo(principal, 'contacts:reveal') ? facts : withoutAddress(letter, facts);
}

/** A letter done again may write to a customer or move money. */
export const rerunLetter = defineRecordAction<DeadLetter>({
  resource: 'dead-letters',
  verb: 'rerun',
  title: 'Run again',
  description: 'Have it done again; it comes back here if it fails again',
  danger: false,
  bulk: true,
  sendsMail: true,
  aloneUpTo: limits.maxSentAlone,
  find: findDeadLetter,
  linesOf: describe,
  warningsOf: ({ kind }) =>
    kind === 'consumer-event'
      ? ['Later events of the same supplier were applied already: this one is applied after them.']
      : [],
  refuse: ({ state }) => (state === 'open' ? null : Decided({ state })),
  perform: async (writer, letter) => {
    if (!(await rerunDeadLetter(writer, letter))) throw NotFound({ what: 'dead letter', id: letter.id });
  },
});

export const skipLetter = defineRecordAction<DeadLetter>({
  resource: 'dead-letters',
  verb: 'skip',
  title: 'Skip',
  description: 'Decide that it need not be done',
  danger: true,
  bulk: true,
  find: findDeadLetter,
  linesOf: describe,
  refuse: ({ state }) => (state === 'open' || state === 'rerun' ? null : Decided({ state })),
  perform: async (writer, letter) => {
    if (!(await skipDeadLetter(writer, letter))) throw NotFound({ what: 'dead letter', id: letter.id });
  },
});

function describe({ kind, source, reference, reason, attempts }: DeadLetter) {
  return [
    { label: 'What', value: `${kind.replace('-', ' ')} ${reference} of ${source}` },
    { label: 'Attempts', value: String(attempts) },
    { label: 'Reason', value: reason },
  ];
}
