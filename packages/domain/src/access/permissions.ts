import type { Permission } from '@wedsync/domain/platform';
import { roles, type Role } from './roles.ts';

type Rows = Readonly<Record<Permission, readonly Role[]>>;

// Groups that the rows below name again and again. The auditor reads everything and changes nothing.
const everyone = roles;
const doers: readonly Role[] = roles.filter((role) => role !== 'auditor');
const frontline: readonly Role[] = ['csm', 'cs_manager', 'support', 'support_lead', 'admin'];
const leads: readonly Role[] = ['cs_manager', 'support_lead', 'finance', 'dpo', 'admin'];
const success: readonly Role[] = ['csm', 'cs_manager', 'admin'];
const moneyReaders: readonly Role[] = roles.filter((role) => role !== 'marketing');
const bookkeepers: readonly Role[] = ['finance', 'admin', 'auditor'];
const controllers: readonly Role[] = ['support_lead', 'finance', 'admin', 'auditor'];
// Whether the models and the messages of customer success do well is for its lead to see.
const watchers: readonly Role[] = [...controllers, 'cs_manager'];
const changers: readonly Role[] = ['csm', 'cs_manager', 'support', 'support_lead', 'finance', 'admin'];
const collectors: readonly Role[] = ['csm', 'cs_manager', 'support', 'support_lead', 'finance', 'admin'];
const revenueReaders: readonly Role[] = ['cs_manager', 'finance', 'marketing', 'admin', 'auditor'];
const roiReaders: readonly Role[] = ['csm', ...revenueReaders];
const segmenters: readonly Role[] = ['csm', 'cs_manager', 'support_lead', 'marketing', 'admin'];
const operators: readonly Role[] = ['support_lead', 'finance', 'admin'];

const access: Rows = {
  ...reading('staff', everyone),
  ...writing('staff', ['admin']),
  'staff:admit': ['admin'],
  'staff:change-access': ['admin'],
  // Agrees to whatever gives somebody a way in; never whoever asked.
  'staff:approve': ['admin', 'dpo'],
  'staff:disable': ['admin'],
  'staff:enable': ['admin'],
  'staff:reset-totp': ['admin'],
  'staff:reset-password': ['admin'],
  'staff:unlock': ['admin', 'support_lead', 'cs_manager'],
  ...reading('service-tokens', ['admin', 'auditor']),
  'service-tokens:create': ['admin'],
  'service-tokens:rotate': ['admin'],
  'service-tokens:revoke': ['admin'],
  ...reading('approvals', everyone),
  'approvals:approve': leads,
  'approvals:reject': leads,
  'approvals:withdraw': doers,
  ...reading('action-runs', everyone),
  ...reading('bulk-runs', everyone),
  'bulk-runs:start': doers,
  'bulk-runs:cancel': doers,
  // Named by a bulk run that moves money or sends mail.
  'bulk-runs:approve': ['cs_manager', 'support_lead', 'finance', 'admin'],
  ...reading('audit-entries', ['cs_manager', 'support_lead', 'finance', 'dpo', 'admin', 'auditor']),
  'audit-entries:export': ['dpo', 'admin', 'auditor'],
};

const suppliers: Rows = {
  ...reading('suppliers', everyone),
  'suppliers:create': ['admin'],
  'suppliers:update': frontline,
  'suppliers:assign': ['cs_manager', 'support_lead', 'admin'],
  'suppliers:tag': frontline,
  'suppliers:view-as': frontline,
  ...reading('contacts', everyone),
  ...writing('contacts', frontline),
  // Who sees e-mail addresses and telephone numbers in full; everyone else sees them masked.
  'contacts:reveal': ['csm', 'cs_manager', 'support', 'support_lead', 'dpo', 'admin'],
  ...reading('wedding-dates', everyone),
  ...writing('wedding-dates', frontline),
  ...reading('notes', everyone),
  ...writing('notes', doers),
  ...reading('tasks', everyone),
  ...writing('tasks', doers),
  'tasks:complete': doers,
  'tasks:cancel': doers,
  'tasks:reopen': doers,
  'tasks:snooze': doers,
  'tasks:assign': doers,
  ...reading('saved-views', everyone),
  ...writing('saved-views', everyone),
  ...reading('timeline-entries', everyone),
  ...reading('segments', everyone),
  ...writing('segments', segmenters),
  'segments:refresh': doers,
  // Where a live playbook stands on it, whoever may agree to that playbook agrees.
  'segments:revise': segmenters,
  ...reading('segment-memberships', everyone),
  ...reading('guard-deferrals', everyone),
  'guard-deferrals:override': ['cs_manager'],
  // Beyond the plan; the rule that says when a second person decides is in billing.
  'suppliers:grant-override': ['csm', 'cs_manager', 'support_lead', 'finance', 'admin'],
};

const connectors: Rows = {
  ...reading('provider-events', controllers),
  'provider-events:replay': operators,
  ...reading('product-events', everyone),
  ...reading('malformed-events', controllers),
};

const privacy: Rows = {
  ...reading('consents', everyone),
  'contacts:record-consent': [...frontline, 'dpo'],
  'contacts:lift-suppression': frontline,
};

const delivery: Rows = {
  ...reading('message-templates', everyone),
  ...writing('message-templates', ['cs_manager', 'marketing', 'admin']),
  'message-templates:publish': ['cs_manager', 'marketing', 'admin'],
  'message-templates:archive': ['cs_manager', 'marketing', 'admin'],
  ...reading('messages', everyone),
  'messages:retry': frontline,
  'messages:cancel': frontline,
  ...reading('alerts', everyone),
  'alerts:acknowledge': doers,
  'alerts:snooze': doers,
  'alerts:take': doers,
  'alerts:resolve': doers,
  ...reading('alert-routes', everyone),
  ...writing('alert-routes', ['cs_manager', 'support_lead', 'admin']),
  ...reading('alert-policy', everyone),
  'alert-policy:update': ['cs_manager', 'support_lead', 'admin'],
};

const billing: Rows = {
  ...reading('charges', moneyReaders),
  'charges:refund': ['support', 'support_lead', 'finance', 'admin'],
  ...reading('refunds', moneyReaders),
  // Named by the assessment of a refund above the requester's limit; how much each role covers is in money-limits.ts.
  'refunds:approve': ['support_lead', 'finance', 'admin'],
  ...reading('refund-requests', moneyReaders),
  ...reading('invoices', moneyReaders),
  ...reading('subscriptions', everyone),
  ...reading('subscription-requests', everyone),
  'subscription-requests:withdraw': changers,
  'subscriptions:change-plan': changers,
  'subscriptions:cancel': changers,
  'subscriptions:keep': changers,
  'subscriptions:pause': changers,
  'subscriptions:resume': changers,
  'subscriptions:extend-trial': changers,
  'subscriptions:credit': changers,
  'subscriptions:apply-coupon': changers,
  'subscriptions:win-back': changers,
  // Named when more is given away than the requester may; how much each role covers is in money-limits.ts.
  'subscriptions:approve': ['cs_manager', 'support_lead', 'finance', 'admin'],
  'invoices:resend': changers,
  'invoices:record-bank-transfer': ['support_lead', 'finance', 'admin'],
  'invoices:write-off': ['support_lead', 'finance', 'admin'],
  ...reading('manual-payments', moneyReaders),
  'manual-payments:reverse': ['finance', 'admin'],
  // Named by everything that is booked by hand.
  'manual-payments:approve': ['finance', 'admin'],
  ...reading('plans', everyone),
  'plans:revise': ['cs_manager', 'finance', 'admin'],
  'plans:approve': ['cs_manager', 'finance', 'admin'],
  ...reading('entitlement-overrides', everyone),
  'entitlement-overrides:revoke': ['csm', 'cs_manager', 'support_lead', 'finance', 'admin'],
  'entitlement-overrides:approve': ['cs_manager', 'support_lead', 'finance', 'admin'],
  ...reading('disputes', moneyReaders),
  'disputes:save-evidence': collectors,
  'disputes:submit-evidence': ['support_lead', 'finance', 'admin'],
  ...reading('dunning-cases', moneyReaders),
  'dunning-cases:pause': collectors,
  'dunning-cases:promise': collectors,
  'dunning-cases:resume': collectors,
  'dunning-cases:extend-grace': ['cs_manager', 'support_lead', 'finance', 'admin'],
  'dunning-cases:skip-step': ['cs_manager', 'support_lead', 'finance', 'admin'],
  'dunning-cases:retry': collectors,
  'dunning-cases:card-link': collectors,
  'dunning-cases:note': collectors,
  ...reading('payment-syncs', controllers),
  'payment-syncs:start': operators,
  'payment-syncs:cancel': operators,
  'payment-syncs:configure': ['finance', 'admin'],
  ...reading('payouts', bookkeepers),
  ...reading('balance-transactions', controllers),
};

const revenue: Rows = {
  ...reading('journal-entries', bookkeepers),
  ...reading('reconciliation-exceptions', bookkeepers),
  'reconciliation-exceptions:fix': ['finance', 'admin'],
  'reconciliation-exceptions:accept': ['finance', 'admin'],
  'reconciliation-exceptions:take': ['finance', 'admin'],
  'reconciliation-exceptions:approve': ['finance', 'admin'],
  ...reading('business-days', bookkeepers),
  'business-days:close': ['finance'],
  ...reading('reconciled-payouts', bookkeepers),
  ...reading('accounting-periods', bookkeepers),
  'accounting-periods:close': ['finance'],
  'accounting-periods:approve': ['finance', 'admin'],
  ...reading('leakage-findings', ['support_lead', 'cs_manager', ...bookkeepers]),
  ...reading('mrr-movements', revenueReaders),
  ...reading('mrr-months', revenueReaders),
  ...reading('retention-curves', revenueReaders),
  ...reading('supplier-values', [...revenueReaders, 'csm']),
  'mrr-months:close': ['finance', 'admin'],
  'mrr-months:set-past-due-window': ['finance'],
  ...reading('fx-rates', moneyReaders),
};

const successRows: Rows = {
  ...reading('health-scores', everyone),
  'health-scores:recompute': success,
  'health-scores:override': success,
  'health-scores:clear-override': success,
  ...reading('health-models', everyone),
  ...writing('health-models', ['cs_manager', 'admin']),
  'health-models:simulate': ['cs_manager', 'admin'],
  'health-models:publish': ['cs_manager', 'admin'],
  // Agrees to how everybody shall be scored; never whoever asked.
  'health-models:approve': ['cs_manager', 'admin'],
  ...reading('health-simulations', ['cs_manager', 'admin']),
  ...reading('churn-models', everyone),
  ...reading('churn-horizons', everyone),
  'churn-horizons:train': ['cs_manager', 'admin'],
  'churn-models:shadow': ['cs_manager', 'admin'],
  'churn-models:promote': ['cs_manager', 'admin'],
  'churn-models:retire': ['cs_manager', 'admin'],
  'churn-models:roll-back': ['cs_manager', 'admin'],
  // Agrees to who shall be champion; never whoever asked.
  'churn-models:approve': ['cs_manager', 'admin'],
  ...reading('churn-policies', everyone),
  'churn-policies:revise': ['cs_manager', 'admin'],
  ...reading('churn-predictions', everyone),
  'churn-predictions:dismiss': success,
  ...reading('milestones', everyone),
  'milestones:create': ['cs_manager', 'admin'],
  'milestones:update': ['cs_manager', 'admin'],
  ...reading('milestone-cohorts', everyone),
  ...reading('late-milestones', everyone),
  ...reading('playbooks', everyone),
  'playbooks:create': [...success, 'marketing'],
  'playbooks:update': [...success, 'marketing'],
  'playbooks:publish': ['cs_manager', 'marketing', 'admin'],
  // Agrees to what is sent to suppliers; never whoever asked.
  'playbooks:approve': ['cs_manager', 'admin'],
  // Stopping is always safe, so more people may.
  'playbooks:pause': [...success, 'support_lead', 'marketing'],
  'playbooks:resume': ['cs_manager', 'admin'],
  'playbooks:archive': ['cs_manager', 'admin'],
  ...reading('playbook-candidates', everyone),
  ...reading('enrolments', everyone),
  'enrolments:exit': [...success, 'support_lead'],
  'suppliers:start-playbook': success,
  ...reading('interventions', everyone),
  'interventions:approve': success,
  'interventions:reject': success,
  ...reading('intervention-outcomes', roiReaders),
  ...reading('intervention-policies', roiReaders),
  'intervention-policies:revise': ['cs_manager', 'admin'],
  'intervention-policies:measure': ['cs_manager', 'finance', 'admin'],
  'roi:show': roiReaders,
  ...reading('playbook-policy', everyone),
  ...reading('referrals', ['csm', 'cs_manager', 'support_lead', 'marketing', 'admin', 'auditor']),
  'referrals:decide': success,
  // Agrees to credit what the rules take for fraud; never whoever asked.
  'referrals:approve': ['cs_manager', 'admin'],
  'playbook-policy:update': ['cs_manager', 'admin'],
  'playbook-policy:stop-all': [...success, 'support_lead', 'marketing'],
  'playbook-policy:start-all': ['cs_manager', 'admin'],
};

const operations: Rows = {
  ...reading('job-runs', controllers),
  'job-runs:retry': ['admin'],
  'job-runs:cancel': ['admin'],
  'operations:show': controllers,
  ...reading('dead-letters', controllers),
  'dead-letters:rerun': operators,
  'dead-letters:skip': operators,
  'dead-letters:correct': operators,
  ...reading('consumers', controllers),
  'consumers:replay': ['admin'],
  ...reading('digest-rules', everyone),
  ...writing('digest-rules', ['cs_manager', 'support_lead', 'admin']),
  ...reading('monitors', watchers),
  'monitors:tune': ['admin'],
  ...reading('monitor-changes', watchers),
  ...reading('monitor-tunings', watchers),
  ...reading('watch-policy', watchers),
  'watch-policy:change': ['admin'],
  'consumers:stop-replay': ['admin'],
  'consumers:pause': ['admin'],
  'consumers:resume': ['admin'],
  'consumers:skip-event': ['admin'],
};

/** The one table of who may do what: a row per permission, the roles beside it. */
export const permissionTable: Rows = {
  ...access,
  ...suppliers,
  ...connectors,
  ...privacy,
  ...delivery,
  ...billing,
  ...revenue,
  ...successRows,
  ...operations,
};

function reading(resource: string, allowed: readonly Role[]): Rows {
  return { [`${resource}:list`]: allowed, [`${resource}:show`]: allowed };
}

function writing(resource: string, allowed: readonly Role[]): Rows {
  return { [`${resource}:create`]: allowed, [`${resource}:update`]: allowed, [`${resource}:delete`]: allowed };
}

/** Everything any of the roles may do. */
export function permissionsOf(held: readonly string[]): ReadonlySet<Permission> {
  return new Set(allPermissions().filter((permission) => rolesWith(permission).some((role) => held.includes(role))));
}

/** The roles that hold a permission; none for one that is not in the table. */
export function rolesWith(permission: Permission): readonly Role[] {
  return Object.hasOwn(permissionTable, permission) ? (permissionTable[permission] ?? []) : [];
}

export function allPermissions(): readonly Permission[] {
  return Object.keys(permissionTable).filter(isPermission);
}

export function isPermission(text: string): text is Permission {
  return /^[a-z-]+:[a-z-]+$/.test(text);
}
