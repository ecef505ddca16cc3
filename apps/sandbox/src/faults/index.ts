export { Faults, faultsPatch } from './faults.ts';
export type { FaultsPatch, FaultsState } from './faults.ts';
export { doMoneyFault, moneyFaults, type MoneyFault } from './money-faults.ts';
export { faultsRouter } from './faults-router.ts';
