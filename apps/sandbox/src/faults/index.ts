export { Faults, faultsPatch } from './faults.ts';
export type { FaultsPatch, FaultsState } from './faults.ts';
export { faultsRouter } from './faults-router.ts';
