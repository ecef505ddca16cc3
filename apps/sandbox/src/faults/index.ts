export { Faults, faultsPatch } from './faults.ts';
export type { FaultsPatch } from './faults.ts';
export { doMoneyFault, moneyFaults, type MoneyFault } from './money-faults.ts';
export { faultsRouter } from './faults-router.ts';
