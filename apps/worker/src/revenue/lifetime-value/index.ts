export { followValue, revalueOnFacts, valueFindsItsSupplier, valueMark } from './follow-value.ts';
export { valueEverybody, valueGrownBase } from './value-everybody.ts';
