import { z } from 'zod';

/** The prefixes of ids people meet; the id says what it names. */
export const idPrefixes = {
  supplier: 'sup',
  contact: 'con',
  weddingDate: 'wed',
  note: 'note',
  task: 'task',
  savedView: 'view',
  segment: 'seg',
  staff: 'stf',
  staffInvitation: 'inv',
  serviceToken: 'tok',
  actionRun: 'run',
  approval: 'apr',
  bulkRun: 'bulk',
  refundRequest: 'ref',
  manualPayment: 'man',
  dunningCase: 'dun',
  collectionRequest: 'col',
  subscriptionRequest: 'sreq',
  entitlementOverride: 'ovr',
  reconciliationException: 'rex',
  guardDeferral: 'gd',
  message: 'msg',
  messageTemplate: 'tpl',
  alert: 'alr',
  alertRoute: 'rte',
  digestRule: 'dgr',
  healthModel: 'hm',
  healthSimulation: 'hsim',
  churnModel: 'cm',
  churnSnapshot: 'snap',
  playbook: 'pb',
  enrolment: 'enr',
  milestone: 'mil',
  referral: 'rfl',
  intervention: 'itv',
  viewAs: 'vas',
  request: 'req',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Makes a prefixed id from a UUIDv7 (its hyphens go), so ids of one kind sort by time. The UUID is handed in: the domain has no randomness. */
export function createId(kind: IdKind, uuid: string): string {
  return `${idPrefixes[kind]}_${uuid.replaceAll('-', '')}`;
}

/** Schema of ids of one kind, for contracts. */
export function idSchema(kind: IdKind) {
  return z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-zA-Z]{1,64}$`), `Expected an id like ${idPrefixes[kind]}_….`);
}
