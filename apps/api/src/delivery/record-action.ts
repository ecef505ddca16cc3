import type { Reader, Writer } from '@wedsync/db/platform';
import { NotFound, type DomainError } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineAction, singular, type ActionPreview, type AnyAction, type ApiServices } from '../platform/index.ts';

type RecordAction<Row> = {
  readonly resource: string;
  readonly verb: string;
  readonly title: string;
  readonly description: string;
  readonly danger: boolean;
  readonly bulk?: true;
  readonly sendsMail?: true;
  readonly aloneUpTo?: number;
  readonly find: (reader: Reader, id: string) => Promise<Row | undefined>;
  readonly linesOf: (row: Row) => ActionPreview['lines'];
  readonly warningsOf?: (row: Row) => readonly string[];
  readonly refuse: (row: Row) => DomainError | null;
  readonly perform: (writer: Writer, row: Row, services: Pick<ApiServices, 'clock'>) => Promise<unknown>;
};

const noInput = z.strictObject({});

/** An action without questions on a record that has a state: find it, say what will happen, do it. No money, no second person. */
export function defineRecordAction<Row extends { readonly state: string; readonly supplierId?: string | null }>(
  action: RecordAction<Row>,
): AnyAction {
  const { resource, verb, title, description, danger, bulk, sendsMail, aloneUpTo } = action;
  const found = async (reader: Reader, id: string) => {
    const row = await action.find(reader, id);
    if (row === undefined) throw NotFound({ what: singular(resource), id });
    const refusal = action.refuse(row);
    if (refusal !== null) throw refusal;
    return row;
  };
  return defineAction({
    resource,
    verb,
    title,
    description,
    danger,
    reasonRequired: danger,
    bulk,
    sendsMail,
    aloneUpTo,
    input: noInput,
    assess: async (reader, id) => {
      const row = await found(reader, id);
      return {
        supplierId: row.supplierId ?? null,
        amount: null,
        approval: null,
        fingerprint: row.state,
        preview: { lines: action.linesOf(row), warnings: action.warningsOf?.(row) ?? [] },
      };
    },
    perform: async (writer, id, _input, services) => {
      await action.perform(writer, await found(writer, id), services);
      return { state: 'succeeded' };
    },
  });
}
