import { isDeepStrictEqual } from 'node:util';
import { noSuch } from '../errors.ts';
import type { Noun, RecordsByNoun } from '../records/index.ts';
import { wires } from '../wire/index.ts';
import { createAgenda } from './agenda.ts';
import { createEventLog } from './event-log.ts';
import type { EngineSettings, Kernel } from './kernel.ts';
import { createRandom, randomText } from './random.ts';
import { createTables } from './tables.ts';
import { createUnpaid } from './unpaid.ts';

/** An empty account at the given virtual time. */
export function createKernel(settings: EngineSettings, startEpoch: number): Kernel {
  let epoch = startEpoch;
  const random = createRandom(settings.seed);
  const tables = createTables();
  const agenda = createAgenda();
  const newId = (prefix: string, length = 24) => `${prefix}_${randomText(random, length)}`;
  const wire = <N extends Noun>(noun: N, row: RecordsByNoun[N]) => wires[noun](row, kernel);
  const need = <N extends Noun>(noun: N, id: string): RecordsByNoun[N] => {
    const row = tables[noun].get(id);
    if (row === undefined) throw noSuch(noun, id);
    return row;
  };
  const emit = <N extends Noun>(noun: N, row: RecordsByNoun[N], type: string, before?: RecordsByNoun[N]) => {
    const subject = { noun, row, before: tellsBefore(type, before) };
    kernel.events.append({ id: newId('evt'), type, created: epoch, subject });
  };
  const kernel: Kernel = {
    settings,
    random,
    tables,
    agenda,
    intentions: {
      cards: new Map(),
      refundFailures: new Map(),
      pendingRefundCharges: new Set(),
      payoutFailures: new Map(),
    },
    events: createEventLog(settings.eventRetention, (noun, row) => wires[noun](row, kernel)),
    unpaid: createUnpaid(),
    now: () => epoch,
    setNow: (value) => {
      epoch = value;
    },
    newId,
    need,
    create(noun, row, ...eventTypes) {
      tables[noun].insert(row);
      for (const type of eventTypes) emit(noun, row, type);
      return row;
    },
    change(noun, id, patch, ...eventTypes) {
      const before = need(noun, id);
      const row = tables[noun].replace({ ...before, ...patch });
      const changed = eventTypes.length > 0 && changes(before, patch);
      for (const type of eventTypes) if (changed || !type.endsWith('.updated')) emit(noun, row, type, before);
      return row;
    },
    emit: (noun, row, type) => emit(noun, row, type),
    emitChange: (noun, before, row, type) => {
      if (!isDeepStrictEqual(before, row)) emit(noun, row, type, before);
    },
    plan: (at, kind, id) => agenda.plan(at, kind, id),
    wire,
  };
  return kernel;
}

function changes<R extends object>(before: R, patch: Partial<R>): boolean {
  for (const field in patch) if (!isDeepStrictEqual(before[field], patch[field])) return true;
  return false;
}

/** Stripe tells what was before only where the event is about a change of fields. */
function tellsBefore<R>(type: string, before: R | undefined): R | undefined {
  return type.endsWith('.updated') || type === 'charge.refunded' ? before : undefined;
}
