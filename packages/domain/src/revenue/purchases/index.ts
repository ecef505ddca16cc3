export * from './backtest.ts';
export * from './bg-nbd.ts';
export * from './customer-value.ts';
export * from './gamma-gamma.ts';
export * from './rfm.ts';
