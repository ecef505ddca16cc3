import type { Migration } from '../platform/migration.ts';

/** Events go to the marketing tool as messages of a channel of their own. */
export const deliveryMarketingTool: Migration = {
  name: '20261124001200_delivery_marketing_tool',
  up: (sql) =>
    sql.raw(`
alter table messages drop constraint messages_channel_check,
  add constraint messages_channel_check check (channel in ('email', 'slack', 'sms', 'in_app', 'marketing_tool'));
`),
};
