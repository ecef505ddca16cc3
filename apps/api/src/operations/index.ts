import type { ApiCapability } from '../platform/index.ts';
import { consumers, replayConsumer } from './consumers.ts';
import { correctLetter } from './correct-dead-letter.ts';
import { deadLetters, rerunLetter, skipLetter } from './dead-letters.ts';
import { cancelJobRun, jobRuns, retryJobRun } from './job-runs.ts';
import { operationsRoutes } from './overview.ts';

export { operationsOuter, type OuterParts } from './outer.ts';

/** Whether the house is in order, and what to do when it is not. */
export const operations: ApiCapability = {
  name: 'operations',
  resources: [jobRuns, deadLetters, consumers],
  actions: [retryJobRun, cancelJobRun, rerunLetter, skipLetter, correctLetter, replayConsumer],
  routes: operationsRoutes,
};
