import { once } from 'node:events';
import { freePort } from '@wedsync/db/platform';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { useChildWorkers } from '../support/child-worker.ts';
import { eventually } from '../support/index.ts';

const database = useTestDatabase();
const children = useChildWorkers('src/main.ts');

test('the worker starts from its environment, says when it is ready, seals its secrets, and stops when told', async () => {
  const port = await freePort();
  const child = await children.start({
    DATABASE_URL: database.current.url,
    WORKER_HTTP_PORT: String(port),
    CREDENTIALS_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}`,
    SLACK_BOT_TOKEN: 'xoxb-very-secret',
    SLACK_API_URL: 'http://127.0.0.1:9/',
    LOG_LEVEL: 'info',
  });
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null))?.status;
  await eventually('it is ready', async () => (await status('/readyz')) === 200);
  expect(await status('/healthz')).toBe(200);
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('wedsync_job_seconds');
  const [credential] = await database.current.owner('connection_credentials');
  expect(credential).toMatchObject({ connection: 'slack', field: 'botToken', key_id: 'k1' });
  expect(credential.sealed).not.toContain('secret');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});
