export { followValue, revalueOnFacts, valueFindsItsSupplier } from './follow-value.ts';
export { valueEverybody, valueGrownBase } from './value-everybody.ts';
