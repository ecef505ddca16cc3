import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Browser, password, signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp();

/** What the telephone shows now. */
function codeNow(otpauthUri: string): string {
  const url = new URL(otpauthUri);
  const secret = url.searchParams.get('secret') ?? '';
  return new TOTP({ secret }).generate({ timestamp: app.clock.now().getTime() });
}

async function enrolled() {
  const browser = await signedIn(app);
  const { otpauthUri } = (await browser.post('/session/totp', { password })).body;
  const { recoveryCodes } = (await browser.post('/session/totp/confirm', { code: codeNow(otpauthUri) })).body;
  app.clock.advanceMs(60_000);
  return { browser, otpauthUri: String(otpauthUri), recoveryCodes: z.array(z.string()).parse(recoveryCodes) };
}

describe('an authenticator', () => {
  test('counts only after a first code has proved it', async () => {
    const browser = await signedIn(app);
    const { secret } = (await browser.post('/session/totp', { password })).body;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect((await new Browser(app).signIn(browser.email)).status).toBe(200);
    expect((await browser.post('/session/totp/confirm', { code: '000000' })).body.errors).toHaveProperty('code');
    expect((await browser.get('/session/security')).body.totpEnabled).toBe(false);
  });

  test('is asked for at sign-in, and its code opens', async () => {
    const { browser, otpauthUri } = await enrolled();
    const without = await new Browser(app).signIn(browser.email);
    expect(without.status).toBe(401);
    expect(without.body.code).toBe('totp-required');
    expect((await new Browser(app).signIn(browser.email, { totp: codeNow(otpauthUri) })).status).toBe(200);
  });

  test('is not asked for before the password is right', async () => {
    const { browser } = await enrolled();
    const answer = await new Browser(app).post('/session', { email: browser.email, password: 'not the password' });
    expect(answer.body.code).toBe('invalid-credentials');
  });

  test('code works once', async () => {
    const { browser, otpauthUri } = await enrolled();
    const totp = codeNow(otpauthUri);
    const answers = await Promise.all([1, 2, 3].map(() => new Browser(app).signIn(browser.email, { totp })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test('guesses lock the account', async () => {
    const { browser } = await enrolled();
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1)
      statuses.push((await new Browser(app).signIn(browser.email, { totp: `00000${guess}` })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test('recovery code opens once, for the day the telephone is lost', async () => {
    const { browser, recoveryCodes } = await enrolled();
    expect(recoveryCodes).toHaveLength(10);
    const totp = recoveryCodes[0]?.toUpperCase();
    expect((await new Browser(app).signIn(browser.email, { totp })).status).toBe(200);
    expect((await new Browser(app).signIn(browser.email, { totp })).status).toBe(401);
    expect((await browser.get('/session/security')).body.recoveryCodesLeft).toBe(9);
  });

  test('is set up with the password only: an unlocked screen is not its owner', async () => {
    const browser = await signedIn(app);
    expect((await browser.post('/session/totp')).status).toBe(400);
    const wrong = await browser.post('/session/totp', { password: 'not it' });
    expect(wrong.body.errors).toHaveProperty('password');
  });

  test('is removed with the password only', async () => {
    const { browser } = await enrolled();
    expect((await browser.delete('/session/totp', { password: 'not it' })).status).toBe(400);
    expect((await browser.delete('/session/totp', { password })).status).toBe(204);
    expect((await new Browser(app).signIn(browser.email)).status).toBe(200);
  });

  test('secret is in no table in the clear, and not in the audit trail', async () => {
    const { browser, otpauthUri, recoveryCodes } = await enrolled();
    const secret = new URL(otpauthUri).searchParams.get('secret') ?? 'missing';
    const { owner } = app.database.current;
    const kept = JSON.stringify([
      await owner('staff').where({ id: browser.staffId }),
      await owner('staff_recovery_codes').where({ staff_id: browser.staffId }),
      await owner('audit_entries').where({ actor_id: browser.staffId }),
    ]);
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(recoveryCodes[0]);
    expect(kept).toContain('enable-authenticator');
  });
});
