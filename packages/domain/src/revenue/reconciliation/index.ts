export * from './closing-rules.ts';
export * from './compare-lines.ts';
export * from './contract.ts';
export * from './correct-booking.ts';
export * from './exception-types.ts';
export * from './leakage-kinds.ts';
