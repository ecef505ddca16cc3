import type { WorkerCapability } from '../platform/index.ts';
import { chainAudit } from './chain-audit.ts';
import { expireApprovalsDue } from './expire-approvals.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

/** What access adds to the worker. */
export const access: WorkerCapability = {
  name: 'access',
  jobs: [verifyAuditChain, expireApprovalsDue],
  consumers: [],
  drains: [chainAudit],
};
