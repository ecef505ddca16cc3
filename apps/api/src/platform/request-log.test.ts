import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemUuids } from '@wedsync/db/platform';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemHandler } from './problem.ts';
import { requestLog } from './request-log.ts';

type Line = { readonly level: number; readonly msg: string; readonly req?: { readonly path: string } };

const lines: Line[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
const house = express();
house.use(requestLog({ log, uuids: systemUuids }));
house.get('/endless', async (_req, res) => {
  await pipeline(Readable.from(endless()), res);
});
house.get('/broken', () => {
  throw new Error('a fault of ours');
});
house.get('/api/unsubscribe/:token', (_req, res) => void res.end());
house.use(problemHandler);
const server = createServer(house);
let url = '';

async function* endless() {
  for (;;) yield await new Promise((resolve) => setTimeout(resolve, 5, 'line\n'));
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => server.close());

test('a reader who leaves during a download is no fault of ours', async () => {
  const leaving = new AbortController();
  await (await fetch(`${url}/endless`, { signal: leaving.signal })).body?.getReader().read();
  leaving.abort();
  await expect.poll(() => lines.map(({ msg }) => msg)).toContain('the reader left before the end');
  expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
});

test('a fault of ours is logged as one', async () => {
  expect((await fetch(`${url}/broken`)).status).toBe(500);
  expect(lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)).toContain('request failed');
});

test('a link that carries its own right is not told', async () => {
  await fetch(`${url}/api/unsubscribe/msg_1.signature`);
  await expect.poll(() => lines.map(({ req }) => req?.path)).toContain('/api/unsubscribe/[hidden]');
  expect(JSON.stringify(lines)).not.toContain('signature');
});
