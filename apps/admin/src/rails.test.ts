import { permissionsOf, roles, type Role } from '@wedsync/domain/access';
import { expect, test } from 'vitest';
import { capabilities } from './capabilities.ts';
import { navigationFor } from './platform/layout/capabilities-context.ts';

const labels = (permissions: readonly string[]) =>
  navigationFor(capabilities, permissions).flatMap(({ items }) => items.map(({ label }) => label));
const whole = labels([...permissionsOf(roles)]);

const books = ['Payouts', 'Syncs', 'Reconciliation', 'Ledger', 'Provider events'];
const figures = ['Revenue', 'Lifetime value'];
const payments = ['Payments', 'Refunds', 'Disputes', 'Dunning', 'Invoices', 'Exchange rates'];
const house = ['Service tokens', 'Operations', 'Monitors'];

/** What of the whole rail each role does not find. */
const absent: Readonly<Record<Role, readonly string[]>> = {
  csm: [...books, ...figures, ...house, 'Leakage', 'Audit'],
  cs_manager: [...books, 'Service tokens', 'Operations'],
  support: [...books, ...figures, ...house, 'Leakage', 'Audit', 'Referrals', 'ROI'],
  support_lead: [...figures, 'Payouts', 'Reconciliation', 'Ledger', 'Service tokens', 'ROI'],
  finance: ['Service tokens', 'Referrals'],
  marketing: [...books, ...payments, ...house, 'Leakage', 'Audit'],
  dpo: [...books, ...figures, ...house, 'Leakage', 'Referrals', 'ROI'],
  admin: [],
  auditor: [],
};

test.each(roles)('the rail of a %s leaves out what the role may not see, and nothing else', (role) => {
  const own = labels([...permissionsOf([role])]);
  expect(whole.filter((label) => !own.includes(label)).toSorted()).toEqual(absent[role].toSorted());
});
