export { advanceDunning } from './advance-dunning.ts';
export { sendCollectionRequests } from './send-requests.ts';
export { watchDisputes } from './watch-disputes.ts';
