import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * Checks an exported audit trail (NDJSON) without the product or its database: every entry against its own hash, and every link against the one
 * before it where the export holds both.
 */
const [file, head] = process.argv.slice(2);
if (file === undefined) stop('Say which file: node scripts/verify-audit-export.mjs audit.ndjson [expected head hash]');

const hashAt = new Map();
const links = [];
const counts = { entries: 0, unchained: 0 };
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  if (line.trim() === '') continue;
  const entry = JSON.parse(line);
  counts.entries += 1;
  if (entry.hash === null) counts.unchained += 1;
  else check(entry);
}
for (const { id, position, previousHash } of links) {
  const before = hashAt.get(position - 1);
  if (before !== undefined && before !== previousHash)
    stop(`Entry ${id} does not follow from the one chained before it.`);
}
if (head !== undefined && ![...hashAt.values()].includes(head)) stop(`The export does not reach the head ${head}.`);
const gaps = links.filter(({ position }) => position > 1 && !hashAt.has(position - 1)).length;
process.stdout.write(
  `${counts.entries} entries, each as it was hashed; ${counts.unchained} not chained yet; ${gaps} follow an entry the export does not hold.\n`,
);

function check({ id, position, previousHash, hash, canonical, ...fields }) {
  const expected = createHash('sha256')
    .update(Buffer.from(previousHash, 'hex'))
    .update(canonical, 'utf8')
    .digest('hex');
  if (expected !== hash) stop(`Entry ${id} was changed after it was hashed.`);
  const told = JSON.parse(canonical);
  const shown = [id, fields.at, fields.actorKind, fields.actorId, fields.actorName, fields.action, fields.resource];
  shown.push(fields.resourceId, fields.supplierId, fields.before, fields.after, fields.reason, fields.requestId);
  shown.push(fields.jobId, fields.approvalId);
  if (sorted(told) !== sorted(shown)) stop(`Entry ${id} does not say what was hashed.`);
  hashAt.set(position, hash);
  links.push({ id, position, previousHash });
}

function sorted(value) {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function stop(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
