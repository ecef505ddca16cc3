export * from './arbiter.ts';
export * from './changed-parts.ts';
export * from './contract.ts';
export * from './enrolment.ts';
export * from './errors.ts';
export * from './flow.ts';
export * from './holdout.ts';
export * from './playbook.ts';
export * from './policy.ts';
export * from './results.ts';
export * from './send-time.ts';
export * from './start.ts';
export * from './steps.ts';
export {
  judgeEntry,
  judgeInternal,
  judgeMessage,
  suppressionReasons,
  type EntryFacts,
  type SupplierFacts,
  type SuppressionReason,
  type Verdict,
} from './suppression.ts';
export * from './triggers.ts';
export * from './uplift.ts';
