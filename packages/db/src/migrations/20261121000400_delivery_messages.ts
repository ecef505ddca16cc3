import type { Migration } from '../platform/migrate.ts';

export const deliveryMessages: Migration = {
  name: '20261121000400_delivery_messages',
  up: (sql) => sql.raw('select 1'),
  down: (sql) => sql.raw('select 1'),
};
