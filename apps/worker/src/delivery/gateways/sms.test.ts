import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anOutgoingMessage } from '../../../test/delivery/an-outgoing-message.ts';
import { smsGateway } from './sms.ts';

const asked = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', asked));
afterEach(() => void vi.unstubAllGlobals());

const message = anOutgoingMessage();
const account = { accountSid: 'AC1', from: '+447000000002', apiBase: 'http://127.0.0.1:1' };
const gateway = smsGateway({
  ...account,
  authToken: async () => 'token',
  statusUrlOf: (id) => `https://office.example/status?message=${id}`,
});

test.each([
  [400, 21_211, { outcome: 'refused', recipient: 'gone' }],
  [400, 21_610, { outcome: 'refused', recipient: 'said_stop' }],
  [400, 21_606, { outcome: 'refused', recipient: null }],
  [401, 20_003, { outcome: 'failed' }],
])('an answer of %i with code %i says what it means for the number', async (status, code, outcome) => {
  asked.mockResolvedValueOnce(Response.json({ code, message: 'No' }, { status }));
  expect(await gateway.send(message)).toMatchObject(outcome);
});

test('Twilio is told to speak of a message by our id, which we know whatever becomes of its answer', async () => {
  asked.mockResolvedValueOnce(Response.json({ sid: 'SM1' }, { status: 201 }));
  expect(await gateway.send(message)).toEqual({ outcome: 'sent', providerId: 'SM1' });
  const { body } = asked.mock.lastCall?.[1] ?? {};
  expect(String(body)).toContain(`StatusCallback=${encodeURIComponent('https://office.example/status?message=msg_1')}`);
});
