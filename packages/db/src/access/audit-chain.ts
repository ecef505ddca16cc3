import type { AuditVerification } from '@wedsync/domain/access';
import type { Reader, Writer } from '../platform/index.ts';

/** Adds committed audit entries to the hash chain, oldest first. One writer at a time; the others get 0. @returns how many */
export async function chainAuditEntries({ sql }: Writer, batchSize: number): Promise<number> {
  const answer: { rows: { chained: number }[] } = await sql.raw('select chain_audit_entries(?) as chained', [
    batchSize,
  ]);
  return answer.rows[0]?.chained ?? 0;
}

/** Where a verification has got to, and the hash that the next link must name. */
export type ChainPosition = { readonly position: number; readonly hash: Buffer | null; readonly entryId: number };
export const chainStart: ChainPosition = { position: 0, hash: null, entryId: 0 };

export type ChainBreak = { readonly entryId: number; readonly problem: string };
export type ChainStretch = {
  readonly reached: ChainPosition;
  readonly checked: number;
  readonly broken: ChainBreak | null;
};

type Link = {
  readonly position: number;
  readonly entryId: number;
  readonly hash: Buffer;
  readonly previousHash: Buffer;
  readonly expectedHash: Buffer | null;
  readonly about: string | null;
};

/** Recomputes the next links of the chain. `checked` is 0 at its end. */
export async function verifyChainStretch(
  { sql }: Reader,
  from: ChainPosition,
  batchSize: number,
): Promise<ChainStretch> {
  const answer: { rows: Link[] } = await sql.raw(
    `select c.position, c.entry_id as "entryId", c.hash, c.previous_hash as "previousHash",
       case when e.id is null then null else sha256(c.previous_hash || audit_canonical(e)) end as "expectedHash",
       e.action || ' of ' || e.resource || ' ' || e.resource_id || ' by ' || e.actor_name || ' at ' || to_char(e.at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS') as about
     from audit_chain c left join audit_entries e on e.id = c.entry_id
     where c.position > ? order by c.position limit ?`,
    [from.position, batchSize],
  );
  let reached = from;
  for (const link of answer.rows) {
    const problem = problemOf(link, reached.hash);
    if (problem !== null) return { reached, checked: answer.rows.length, broken: { entryId: link.entryId, problem } };
    reached = { position: link.position, hash: link.hash, entryId: link.entryId };
  }
  return { reached, checked: answer.rows.length, broken: null };
}

function problemOf(link: Link, previous: Buffer | null): string | null {
  if (link.expectedHash === null) return `Audit entry ${link.entryId} has been removed.`;
  if (previous !== null && !previous.equals(link.previousHash))
    return `What stood between audit entry ${link.entryId} and the one chained before it has been removed or replaced.`;
  if (!link.expectedHash.equals(link.hash))
    return `Audit entry ${link.entryId} (${link.about ?? 'unreadable'}) was changed after it was written.`;
  return null;
}

/** The end of the chain as an earlier verification saw it is gone or different: entries were cut off. Null when it stands. */
export async function findCutEnd({ sql }: Reader): Promise<ChainBreak | null> {
  const last: { position: number; entryId: number; hash: Buffer } | undefined = await sql('audit_verifications')
    .whereNotNull('head_hash')
    .orderBy('id', 'desc')
    .first({ position: 'through_position', entryId: 'through_entry_id', hash: 'head_hash' });
  if (last === undefined) return null;
  const now: { hash: Buffer } | undefined = await sql('audit_chain').where({ position: last.position }).first('hash');
  if (now !== undefined && now.hash.equals(last.hash)) return null;
  return {
    entryId: last.entryId,
    problem: `The chain once ended at audit entry ${last.entryId}; that end has been cut off or replaced.`,
  };
}

/** Entries that should have been chained long ago and were not: their link was removed. */
export async function findUnchained({ sql }: Reader, before: Date): Promise<ChainBreak | null> {
  const found: { id: number } | undefined = await sql('audit_entries as e')
    .leftJoin('audit_chain as c', 'c.entry_id', 'e.id')
    .whereNull('c.entry_id')
    .where('e.at', '<', before)
    .orderBy('e.id')
    .first('e.id');
  return found === undefined
    ? null
    : { entryId: found.id, problem: `Audit entry ${found.id} is not part of the chain: its link has been removed.` };
}

export async function insertVerification(
  { sql }: Writer,
  result: {
    readonly at: Date;
    readonly checked: number;
    readonly reached: ChainPosition;
    readonly broken: ChainBreak | null;
  },
): Promise<void> {
  await sql('audit_verifications').insert({
    at: result.at,
    checked_entries: result.checked,
    through_entry_id: result.reached.entryId,
    through_position: result.reached.position,
    head_hash: result.reached.hash,
    broken_entry_id: result.broken?.entryId ?? null,
    problem: result.broken?.problem ?? null,
  });
}

/** How the chain stands, for people. */
export async function readVerification({ sql }: Reader): Promise<AuditVerification> {
  const last: LastVerification | undefined = await sql('audit_verifications').orderBy('id', 'desc').first();
  const chain: { rows: { through: number; waiting: number }[] } = await sql.raw(
    `select coalesce((select entry_id from audit_chain order by position desc limit 1), 0) as through,
       (select count(*) from (select 1 from audit_entries e
          where e.at >= coalesce((select e2.at - interval '15 minutes' from audit_chain c join audit_entries e2 on e2.id = c.entry_id order by c.position desc limit 1), '-infinity')
            and not exists (select 1 from audit_chain c where c.entry_id = e.id) limit 10000) w) as waiting`,
  );
  return {
    state: last === undefined ? 'never-verified' : last.problem === null ? 'intact' : 'broken',
    verifiedAt: last?.at.toISOString() ?? null,
    checkedEntries: last?.checked_entries ?? 0,
    brokenEntryId: last?.broken_entry_id ?? null,
    problem: last?.problem ?? null,
    headHash: last?.head_hash?.toString('hex') ?? null,
    chainedThrough: chain.rows[0]?.through ?? 0,
    waiting: chain.rows[0]?.waiting ?? 0,
  };
}

type LastVerification = {
  readonly at: Date;
  readonly checked_entries: number;
  readonly broken_entry_id: number | null;
  readonly problem: string | null;
  readonly head_hash: Buffer | null;
};
