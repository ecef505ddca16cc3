import { z } from 'zod';
import type { Operation } from './operation.ts';
import { churnOperations } from './churn-operations.ts';
import { metricOperations } from './metric-operations.ts';
import { purchaseOperations } from './purchase-operations.ts';
import { retentionOperations } from './retention-operations.ts';
import { saasOperations } from './saas-operations.ts';
import { survivalOperations } from './survival-operations.ts';

/** Every operation by its name. */
const operations: Readonly<Record<string, Operation>> = {
  ...retentionOperations,
  ...survivalOperations,
  ...purchaseOperations,
  ...saasOperations,
  ...churnOperations,
  ...metricOperations,
};

const questionSchema = z.object({ op: z.string(), input: z.unknown() });

/** Answers one question, or says that there is no such operation. @throws ZodError, DomainError */
export function answer(question: unknown): unknown {
  const { op, input } = questionSchema.parse(question);
  const run = Object.hasOwn(operations, op) ? operations[op] : undefined;
  return run === undefined ? { unsupported: true } : run(input);
}

/** Whether there is an operation of this name. */
export function isSupported(op: string): boolean {
  return Object.hasOwn(operations, op);
}
