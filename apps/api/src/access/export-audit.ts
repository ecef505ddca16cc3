import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { auditEntriesForExport, newestAuditEntryId } from '@wedsync/db/access';
import { recordAudit } from '@wedsync/db/platform';
import {
  auditEntryFilterSchema,
  auditExportFormats,
  type AuditEntryFilter,
  type AuditExportEntry,
} from '@wedsync/domain/access';
import { z } from 'zod';
import { csvLine, defineDoor, parseListRequest, type RequestContext } from '../platform/index.ts';

/** Entries read at a time: memory stays the same however long the trail is. */
const batchSize = 1_000;
const formatSchema = z.enum(auditExportFormats);

/** The filtered trail as a download that can be verified elsewhere. */
export const auditExportDoor = defineDoor({
  method: 'get',
  path: '/audit-entries/export',
  summary: 'Take the filtered audit trail out as CSV or NDJSON',
  description:
    'Query: format (csv or ndjson) and filter as in the list. Streamed, oldest first, with hashes that scripts/verify-audit-export.mjs checks. Being taken out is itself on record.',
  permission: 'audit-entries:export',
  refusal: 'Your role does not take the audit trail out of the house.',
  produces: 'application/x-ndjson',
  async answer({ req, res, ...context }) {
    const format = formatSchema.parse(req.query.format ?? 'ndjson');
    const { filter } = parseListRequest(req.query, auditEntryFilterSchema);
    const through = await noteExport(context, format, filter);
    const { type, head, line } = writers[format];
    const day = context.clock.now().toISOString().slice(0, 10);
    res.setHeader('Content-Type', type);
    res.setHeader('Content-Disposition', `attachment; filename="audit-${day}-through-${through}.${format}"`);
    await pipeline(Readable.from(linesOf(context, { filter, through, head, line })), res);
  },
});

/** Taking the trail out is itself on record before a line has left. @returns the newest entry of the export */
async function noteExport(context: RequestContext, format: string, filter: AuditEntryFilter): Promise<number> {
  return context.store.transact(context.actor, async (writer) => {
    const through = await newestAuditEntryId(writer);
    await recordAudit(writer, {
      action: 'export',
      resource: 'audit-entries',
      resourceId: '*',
      after: { format, filter, through },
    });
    return through;
  });
}

type Lines = {
  readonly filter: AuditEntryFilter;
  readonly through: number;
  readonly head: string;
  readonly line: (entry: AuditExportEntry) => string;
};

/** One batch after the other, each read only when the one before has left. */
async function* linesOf({ store, actor }: RequestContext, { filter, through, head, line }: Lines) {
  if (head !== '') yield head;
  let after = 0;
  for (;;) {
    const stretch = { after, through, limit: batchSize };
    const entries = await store.read(actor, (reader) => auditEntriesForExport(reader, filter, stretch));
    const last = entries.at(-1);
    if (last === undefined) return;
    yield entries.map(line).join('');
    after = last.id;
  }
}

const columns: readonly (keyof AuditExportEntry)[] = [
  'position',
  'id',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'resource',
  'resourceId',
  'supplierId',
  'reason',
  'requestId',
  'jobId',
  'approvalId',
  'before',
  'after',
  'previousHash',
  'hash',
  'canonical',
];

type EntryWriter = {
  readonly type: string;
  readonly head: string;
  readonly line: (entry: AuditExportEntry) => string;
};

const writers: Readonly<Record<z.infer<typeof formatSchema>, EntryWriter>> = {
  ndjson: { type: 'application/x-ndjson; charset=utf-8', head: '', line: (entry) => `${JSON.stringify(entry)}\n` },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvLine(columns),
    line: (entry) => csvLine(columns.map((column) => entry[column])),
  },
};
