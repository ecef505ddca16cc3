import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOutgoingMessage } from '../../../test/delivery/an-outgoing-message.ts';
import { slackGateway } from './slack.ts';

const pages: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'conversations.list': {
    '': { channels: [{ id: 'C1', name: 'general' }], response_metadata: { next_cursor: 'more' } },
    more: { channels: [{ id: 'C2', name: 'alerts' }], response_metadata: { next_cursor: '' } },
  },
  'conversations.history': {
    '': { messages: [{ ts: '9.0' }], has_more: true, response_metadata: { next_cursor: 'older' } },
    older: { messages: [{ ts: '8.0', metadata: { event_payload: { message_id: 'msg_1' } } }] },
  },
};
const server = createServer((request, response) => void answer(request, response));
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const cursor = new URLSearchParams(await text(request)).get('cursor') ?? '';
  const page = pages[request.url?.slice(1) ?? '']?.[cursor];
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...page }));
}
let apiUrl = '';

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
afterAll(() => void server.close());

test('a message of unknown fate is found however many channels and messages there are', async () => {
  const contentOf = () => Promise.reject(new Error('Nothing is posted.'));
  const { whenUnknown } = slackGateway({ apiUrl, botToken: async () => 'xoxb', contentOf });
  if (whenUnknown.kind !== 'ask') throw new Error('Slack can be asked.');
  const ask = (id: string) => whenUnknown.find(anOutgoingMessage({ id, channel: 'slack', recipient: '#alerts' }));
  expect([await ask('msg_1'), await ask('msg_2')]).toEqual(['C2:8.0', null]);
});
