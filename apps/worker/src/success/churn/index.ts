export { foretellOnFacts, sweepChurn } from './sweep-churn.ts';
export { trainChurn, trainFirstChurn } from './train-churn.ts';
export { watchChurn } from './watch-churn.ts';
