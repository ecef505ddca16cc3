import { describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/access/passwords.ts';
import { Browser, hire, password, signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp({
  limits: { account: { attempts: 3, withinSeconds: 60, lockedSeconds: 1 } },
});

describe('signing in', () => {
  test('gives the person, what they may do and a CSRF token', async () => {
    const { email, id } = await hire(app, { roles: ['csm'], name: 'Kim' });
    const answer = await new Browser(app).signIn(email.toUpperCase());
    expect(answer.status).toBe(200);
    expect(answer.body.staff).toEqual({ id, name: 'Kim', email, roles: ['csm'], scope: { kind: 'own' } });
    expect(answer.body.permissions).toContain('suppliers:list');
    expect(answer.body.permissions).not.toContain('staff:create');
    expect(answer.body.csrfToken).toMatch(/^[\w-]{43}$/);
    expect(answer.body.viewAs).toBeNull();
  });

  test('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const { email } = await hire(app);
    const cookie = (await new Browser(app).signIn(email)).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  test('answers a wrong password and an unknown account alike', async () => {
    const { email } = await hire(app);
    const wrong = await new Browser(app).post('/session', { email, password: 'something else' });
    const unknown = await new Browser(app).post('/session', { email: 'nobody@example.com', password });
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe('invalid-credentials');
    }
    expect(unknown.body.detail).toBe(wrong.body.detail);
  });

  test('spends as long on an unknown account as on a wrong password', async () => {
    const { id, email } = await hire(app);
    // As the product keeps it; what tests sign in with costs nothing to check.
    const kept = await hashPassword('something nobody typed');
    await app.database.current.owner('staff').where({ id }).update({ password_hash: kept });
    const time = async (address: string) => {
      const start = performance.now();
      await new Browser(app).post('/session', { email: address, password: 'something else' });
      return performance.now() - start;
    };
    await time('warm-up@example.com');
    const [known, unknown] = [await time(email), await time('still-nobody@example.com')];
    expect(unknown).toBeGreaterThan(known / 4);
  });

  test('is refused to somebody disabled, and ends the sessions they have', async () => {
    const browser = await signedIn(app);
    await app.database.current.owner('staff').where({ id: browser.staffId }).update({ disabled_at: new Date() });
    await expect.poll(async () => (await browser.get('/session')).status, { timeout: 2_000 }).toBe(401);
    expect((await new Browser(app).signIn(browser.email)).status).toBe(401);
  });

  test('is refused when another site sends the browser here', async () => {
    const { email } = await hire(app);
    const answer = await new Browser(app).post('/session', { email, password }, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
  });

  test('leaves a trace, and so does a refusal', async () => {
    const { email, id } = await hire(app);
    await new Browser(app).post('/session', { email, password: 'something else' });
    await new Browser(app).signIn(email);
    const entries: { action: string }[] = await app.database.current
      .owner('audit_entries')
      .where({ actor_id: id })
      .orderBy('id')
      .select('action');
    expect(entries.map(({ action }) => action)).toEqual(['sign-in-refused', 'sign-in']);
  });
});

describe('guessing', () => {
  test('locks the account, even for the right password, and tells when to come back', async () => {
    const { email } = await hire(app);
    for (let guess = 0; guess < 3; guess += 1)
      expect((await new Browser(app).post('/session', { email, password: `guess ${guess}` })).status).toBe(401);
    const locked = await new Browser(app).signIn(email);
    expect(locked.status).toBe(429);
    expect(locked.body.code).toBe('locked-out');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('is forgiven once the time is over', async () => {
    const { email } = await hire(app);
    for (let guess = 0; guess < 4; guess += 1)
      await new Browser(app).post('/session', { email, password: `guess ${guess}` });
    await new Promise((later) => setTimeout(later, 1_100));
    expect((await new Browser(app).signIn(email)).status).toBe(200);
  });

  test('at an account that does not exist is counted as well', async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 4; guess += 1)
      statuses.push(
        (await new Browser(app).post('/session', { email: 'ghost@example.com', password: `guess ${guess}` })).status,
      );
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  test('many times at once does not get more guesses', async () => {
    const { email } = await hire(app);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, guess) => new Browser(app).post('/session', { email, password: `guess ${guess}` })),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3);
  });
});

describe('a session', () => {
  test('gets a new id at sign-in, so a planted one is worth nothing', async () => {
    const browser = await signedIn(app);
    const planted = browser.cookie;
    await browser.signIn(browser.email);
    expect(browser.cookie).not.toBe(planted);
    const attacker = new Browser(app);
    attacker.cookie = planted;
    expect((await attacker.get('/session')).status).toBe(401);
  });

  test('id that we did not issue is not adopted', async () => {
    const { email } = await hire(app);
    const browser = new Browser(app);
    browser.cookie = 'wedsync.sid=s%3Aplanted.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await browser.signIn(email);
    expect(browser.cookie).not.toContain('planted');
  });

  test('ends when it is idle for half an hour', async () => {
    const browser = await signedIn(app);
    app.clock.advanceMs(29 * 60_000);
    expect((await browser.get('/session')).status).toBe(200);
    app.clock.advanceMs(29 * 60_000);
    expect((await browser.get('/session')).status).toBe(200);
    app.clock.advanceMs(31 * 60_000);
    expect((await browser.get('/session')).status).toBe(401);
  });

  test('ends after twelve hours however busy it is', async () => {
    const browser = await signedIn(app);
    const statuses: number[] = [];
    for (let step = 0; step < 37; step += 1) {
      app.clock.advanceMs(20 * 60_000);
      statuses.push((await browser.get('/session')).status);
    }
    expect(statuses.slice(0, 35).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(401);
  });

  test('that is over is answered as no session at every address, and the way in stays open', async () => {
    const late = () => signedIn(app).then((browser) => (app.clock.advanceMs(24 * 3_600_000), browser));
    const asks = ['/suppliers', '/actions', '/session', '/session/security'];
    for (const path of asks) expect((await (await late()).get(path)).status, path).toBe(401);
    expect((await (await late()).post('/suppliers', {})).status).toBe(401);
    expect((await (await late()).delete('/session')).status).toBe(401);
    const back = await late();
    expect((await back.signIn(back.email)).status).toBe(200);
    expect((await back.get('/suppliers')).status).toBe(200);
  });

  test('that is over leaves nothing behind', async () => {
    const browser = await signedIn(app);
    app.clock.advanceMs(24 * 3_600_000);
    await browser.get('/suppliers');
    expect(await app.database.current.owner('sessions').where({ staff_id: browser.staffId })).toEqual([]);
  });

  test('ends at sign-out', async () => {
    const browser = await signedIn(app);
    const stolen = new Browser(app);
    stolen.cookie = browser.cookie;
    expect((await browser.delete('/session')).status).toBe(204);
    expect((await stolen.get('/session')).status).toBe(401);
  });

  test('ends everywhere when its owner says so', async () => {
    const browser = await signedIn(app);
    const other = new Browser(app);
    await other.signIn(browser.email);
    expect((await browser.delete('/session/all')).status).toBe(204);
    expect((await other.get('/session')).status).toBe(401);
    expect((await browser.get('/session')).status).toBe(401);
  });

  test('that was ended is not brought back by a request under way', async () => {
    const browser = await signedIn(app);
    app.clock.advanceMs(2 * 60_000);
    await Promise.all([browser.delete('/session/all'), browser.get('/session'), browser.get('/session')]);
    const left = await app.database.current.owner('sessions').where({ staff_id: browser.staffId });
    expect(left).toEqual([]);
  });
});

describe('the CSRF token', () => {
  test('is asked for on every unsafe call', async () => {
    const browser = await signedIn(app);
    browser.csrfToken = '';
    const answer = await browser.post('/session/password', {
      currentPassword: password,
      newPassword: 'another long one',
    });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('csrf');
  });

  test('of another session is refused', async () => {
    const [mine, theirs] = [await signedIn(app), await signedIn(app)];
    mine.csrfToken = theirs.csrfToken;
    expect((await mine.delete('/session/all')).body.code).toBe('csrf');
  });

  test('is not asked for when nothing can change', async () => {
    const browser = await signedIn(app);
    browser.csrfToken = '';
    expect((await browser.get('/session')).status).toBe(200);
  });
});

describe('changing the password', () => {
  test('needs the current one', async () => {
    const browser = await signedIn(app);
    const answer = await browser.post('/session/password', {
      currentPassword: 'not it',
      newPassword: 'another long one',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveProperty('currentPassword');
  });

  test('refuses a short one', async () => {
    const browser = await signedIn(app);
    const answer = await browser.post('/session/password', { currentPassword: password, newPassword: 'short' });
    expect(answer.body.errors).toHaveProperty('newPassword');
  });

  test('ends every other session and keeps this one', async () => {
    const browser = await signedIn(app);
    const other = new Browser(app);
    await other.signIn(browser.email);
    const answer = await browser.post('/session/password', {
      currentPassword: password,
      newPassword: 'another long one',
    });
    expect(answer.status).toBe(204);
    expect((await other.get('/session')).status).toBe(401);
    expect((await browser.get('/session')).status).toBe(200);
    expect((await new Browser(app).signIn(browser.email)).status).toBe(401);
    expect((await new Browser(app).signIn(browser.email, { password: 'another long one' })).status).toBe(200);
  });
});
