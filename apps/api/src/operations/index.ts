import type { ApiCapability } from '../platform/index.ts';
import { consumers } from './consumers.ts';
import { correctLetter } from './correct-dead-letter.ts';
import { deadLetters, rerunLetter, skipLetter } from './dead-letters.ts';
import { digestRules } from './digest-rules.ts';
import { holdConsumer, letConsumerGoOn, skipConsumerEvent } from './hold-consumer.ts';
import { cancelJobRun, jobRuns, retryJobRun } from './job-runs.ts';
import { modesDoor } from './monitors/modes.ts';
import { monitorChanges, monitors, monitorTunings } from './monitors/monitors.ts';
import { tune } from './monitors/tune.ts';
import { changePolicy, watchPolicies } from './monitors/watch-policy.ts';
import { operationsDoors } from './overview.ts';
import { replayConsumer, stopConsumerReplay } from './replay-consumer.ts';

export { operationsOuter } from './outer.ts';

/** Whether the house is in order, and what to do when it is not. */
export const operations: ApiCapability = {
  name: 'operations',
  resources: [jobRuns, digestRules, deadLetters, consumers, monitors, monitorChanges, monitorTunings, watchPolicies],
  actions: [
    retryJobRun,
    cancelJobRun,
    rerunLetter,
    skipLetter,
    correctLetter,
    tune,
    changePolicy,
    replayConsumer,
    stopConsumerReplay,
    holdConsumer,
    letConsumerGoOn,
    skipConsumerEvent,
  ],
  doors: [...operationsDoors, modesDoor],
};
