import { once } from 'node:events';
import { createServer } from 'node:http';
import { createId, type Principal, type RecordScope } from '@wedsync/domain/platform';
import { permissionsOf } from '@wedsync/domain/access';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { testUuids, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createApp, type AppParts } from '../../src/app.ts';
import { delivery } from '../../src/delivery/index.ts';
import { operations, operationsOuter } from '../../src/operations/index.ts';
import { readEnv, type ApiServices } from '../../src/platform/index.ts';

/** The api with a door that believes who one says one is: `x-staff` carries "id;role;scope". What follows identification is real. */
export function useStaffDoor(database: { current: TestDatabase }, env: Record<string, string> = {}) {
  const door = { url: '', services: {} as ApiServices };
  let close = async () => {};
  beforeAll(async () => {
    const services: ApiServices = {
      store: database.current.store,
      clock: { now: () => new Date() },
      uuids: testUuids,
      env: readEnv({ NODE_ENV: 'test', DATABASE_URL: database.current.url, SESSION_SECRET: 'x'.repeat(32), ...env }),
      log: pino({ level: 'silent' }),
    };
    const identify: AppParts['identify'] = [
      (req, _res, next) => {
        const [id, role, scope] = (req.get('x-staff') ?? '').split(';');
        if (id !== undefined && role !== undefined && scope !== undefined) req.principal = principal(id, role, scope);
        next();
      },
    ];
    const outside = operationsOuter(services, ['messages']);
    const server = createServer(createApp({ services, capabilities: [delivery, operations], identify, ...outside }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port.');
    Object.assign(door, { url: `http://127.0.0.1:${address.port}`, services });
    close = async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    };
  });
  afterAll(() => close());
  return door;
}

function principal(id: string, role: string, scope: string): Principal {
  return {
    kind: 'staff',
    id,
    name: id,
    email: `${id}@wedsync.example`,
    roles: [role],
    permissions: permissionsOf([role]),
    scope: scopeOf(scope),
  };
}

function scopeOf(text: string): RecordScope {
  const [kind, key = ''] = text.split('=');
  if (kind === 'own') return { kind };
  if (kind === 'region') return { kind, regions: key.split(',') };
  if (kind === 'supplier') return { kind, supplierId: key };
  return { kind: 'all' };
}

/** A supplier to have events about. */
export async function addSupplier(
  database: TestDatabase,
  over: { id?: string; ownerId?: string | null; region?: string } = {},
) {
  const id = over.id ?? createId('supplier', testUuids.next());
  const { ownerId = null, region = 'London' } = over;
  if (ownerId !== null)
    await database
      .owner('staff')
      .insert({ id: ownerId, email: `${ownerId}@wedsync.example`, name: ownerId, roles: ['csm'] })
      .onConflict('id')
      .ignore();
  await database.owner('suppliers').insert({
    id,
    external_id: id,
    business_name: `Business ${id.slice(-6)}`,
    vendor_type: 'florist',
    region,
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    owner_id: ownerId,
    signed_up_at: new Date('2025-01-01'),
  });
  return id;
}
