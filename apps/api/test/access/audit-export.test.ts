import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chainAuditEntries } from '@wedsync/db/access';
import { recordAudit } from '@wedsync/db/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../../../packages/db/test/support/index.ts';
import { withGifts } from './gifts.ts';
import { signedIn, useStaffApp, type Browser } from './staff-app.ts';

const app = useStaffApp({ capabilities: withGifts });
const run = promisify(execFile);
const script = join(import.meta.dirname, '../../../../scripts/verify-audit-export.mjs');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wedsync-audit-'));
  await write(2_500, 'things');
  await write(3, 'letters', 'Said "no", and:\nleft; +44 owed =1+1');
  await chain();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function write(count: number, resource: string, reason = 'because'): Promise<void> {
  return app.database.current.store.transact(testActor({ reason, name: '=Ana' }), async (writer) => {
    for (let index = 0; index < count; index += 1)
      await recordAudit(writer, {
        action: 'test',
        resource,
        resourceId: `r${index}`,
        after: { note: 'é', zz: 1.5, a: [] },
      });
  });
}
const chain = () => app.database.current.store.transact(testActor(), (writer) => chainAuditEntries(writer, 100_000));

function download(browser: Browser, format: string, filter: object = {}) {
  return browser.get(`/audit-entries/export?format=${format}&filter=${encodeURIComponent(JSON.stringify(filter))}`);
}
const auditor = () => signedIn(app, { roles: ['auditor'] });
const rowsOf = (body: string): Record<string, unknown>[] =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** A body of NDJSON arrives as text, however much it looks like an object to the browser of the tests. */
async function ndjson(browser: Browser, filter: object = {}): Promise<string> {
  const response = await fetch(
    `${app.url}/api/audit-entries/export?format=ndjson&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    { headers: { cookie: browser.cookie } },
  );
  return response.text();
}

async function verify(text: string): Promise<{ readonly ok: boolean; readonly words: string }> {
  const file = join(folder, 'audit.ndjson');
  await writeFile(file, text);
  return run(process.execPath, [script, file]).then(
    ({ stdout }) => ({ ok: true, words: stdout }),
    (failure: { stderr: string }) => ({ ok: false, words: failure.stderr }),
  );
}

describe('the audit trail taken out', () => {
  test('holds every entry once, over many batches, oldest first', async () => {
    const rows = rowsOf(await ndjson(await auditor(), { resource: ['things'] }));
    const ids = rows.map(({ id }) => Number(id));
    expect(ids).toHaveLength(2_500);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  test('keeps to the filters of the page', async () => {
    const rows = rowsOf(await ndjson(await auditor(), { resource: ['letters'], actorKind: 'staff' }));
    expect(rows).toMatchObject([{ resourceId: 'r0' }, { resourceId: 'r1' }, { resourceId: 'r2' }]);
  });

  test('can be verified without us, and tells when a word was changed or an entry is gone', async () => {
    const text = await ndjson(await auditor());
    expect(await verify(text)).toMatchObject({
      ok: true,
      words: expect.stringMatching(/each as it was hashed; \d+ not/),
    });
    expect(await verify(text.replace('because', 'becauſe'))).toMatchObject({ ok: false });
    expect(await verify(text.replaceAll('because', 'becauſe'))).toMatchObject({
      ok: false,
      words: expect.stringMatching(/changed after it was hashed/),
    });
    const lines = text.split('\n');
    expect(await verify(lines.toSpliced(20, 1).join('\n'))).toMatchObject({
      ok: true,
      words: expect.stringMatching(/1 follow an entry/),
    });
  });

  test('as CSV is one row an entry, with quotes and line ends kept and formulas made harmless', async () => {
    const { body, headers } = await download(await auditor(), 'csv', { resource: ['letters'] });
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.csv"$/);
    const [head, first] = String(body).split('\r\n');
    expect(head).toMatch(/^position,id,at,.*,previousHash,hash,canonical$/);
    expect(first).toContain(`,'=Ana,`);
    expect(first).toContain('"Said ""no"", and:\nleft; +44 owed =1+1"');
  });

  test('is on record with who, what and how far', async () => {
    const browser = await auditor();
    await download(browser, 'csv', { resource: ['letters'] });
    const entry = await app.database.current
      .owner('audit_entries')
      .where({ action: 'export', actor_id: browser.staffId })
      .first();
    expect(entry.after).toMatchObject({
      format: 'csv',
      filter: { resource: ['letters'] },
      through: expect.any(Number),
    });
  });

  test('is for the auditor, the data protection officer and the administrator', async () => {
    for (const role of ['dpo', 'admin'])
      expect((await download(await signedIn(app, { roles: [role] }), 'csv')).status).toBe(200);
    for (const role of ['finance', 'support_lead', 'csm'])
      expect((await download(await signedIn(app, { roles: [role] }), 'csv')).status).toBe(403);
  });

  test('refuses a format or a filter it does not know', async () => {
    const browser = await auditor();
    expect((await download(browser, 'xlsx')).status).toBe(400);
    expect((await download(browser, 'csv', { password: 'x' })).status).toBe(400);
  });
});
