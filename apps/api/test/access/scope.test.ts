import { describe, expect, test } from 'vitest';
import { addSupplier, withGifts } from './gifts.ts';
import { signedIn, useStaffApp } from './staff-app.ts';

const app = useStaffApp({ capabilities: withGifts });

/** What somebody sees of a supplier with nothing but the database between them. */
async function rawSees(scope: string, key: string, supplier: string): Promise<boolean> {
  return app.database.current.owner.transaction(async (sql) => {
    await sql.raw('set local role wedsync_scoped');
    await sql.raw(`select set_config('wedsync.scope', ?, true), set_config('wedsync.scope_key', ?, true)`, [
      scope,
      key,
    ]);
    return (await sql('suppliers').where({ id: supplier })).length === 1;
  });
}

describe('another person’s record', () => {
  test('is not found by its id', async () => {
    const [mine, theirs] = [await signedIn(app, { roles: ['csm'] }), await signedIn(app, { roles: ['csm'] })];
    const supplier = await addSupplier(app, { ownerId: theirs.staffId });
    expect((await mine.get(`/charges/${supplier}`)).status).toBe(404);
    expect((await theirs.get(`/charges/${supplier}`)).status).toBe(200);
  });

  test('is not found by raw SQL with the rights of the application', async () => {
    const [mine, theirs] = [await signedIn(app, { roles: ['csm'] }), await signedIn(app, { roles: ['csm'] })];
    const supplier = await addSupplier(app, { ownerId: theirs.staffId });
    expect(await rawSees('own', mine.staffId, supplier)).toBe(false);
    expect(await rawSees('own', theirs.staffId, supplier)).toBe(true);
  });

  test('is not found by raw SQL that names no scope at all', async () => {
    const supplier = await addSupplier(app);
    expect(await rawSees('', '', supplier)).toBe(false);
    expect(await rawSees('everything', '', supplier)).toBe(false);
  });

  test('of another region is not found', async () => {
    const support = await signedIn(app, { roles: ['support'], regions: ['London', 'Wales'] });
    expect((await support.get(`/charges/${await addSupplier(app, { region: 'Wales' })}`)).status).toBe(200);
    expect((await support.get(`/charges/${await addSupplier(app, { region: 'Scotland' })}`)).status).toBe(404);
  });

  test('is open to a role that sees all', async () => {
    const finance = await signedIn(app, { roles: ['finance'], regions: [] });
    expect((await finance.get(`/charges/${await addSupplier(app)}`)).status).toBe(200);
  });

  test('disappears when a role is taken away, for sessions that are open', async () => {
    const person = await signedIn(app, { roles: ['csm', 'finance'] });
    const supplier = await addSupplier(app);
    expect((await person.get(`/charges/${supplier}`)).status).toBe(200);
    await app.database.current
      .owner('staff')
      .where({ id: person.staffId })
      .update({ roles: ['csm'] });
    await expect.poll(async () => (await person.get(`/charges/${supplier}`)).status, { timeout: 2_000 }).toBe(404);
  });

  test('has an audit trail that is just as private', async () => {
    const lead = await signedIn(app, { roles: ['cs_manager'], regions: ['London'] });
    const [near, far] = [await addSupplier(app, { region: 'London' }), await addSupplier(app, { region: 'Wales' })];
    for (const id of [near, far])
      await app.database.current.owner('suppliers').where({ id }).update({ business_name: 'Renamed' });
    const trail = async (supplierId: string): Promise<unknown[]> =>
      (await lead.get(`/audit-entries?filter=${encodeURIComponent(JSON.stringify({ supplierId }))}`)).body;
    expect((await trail(near)).length).toBeGreaterThan(0);
    expect(await trail(far)).toEqual([]);
  });
});
