export * from './backtest.ts';
export * from './estimate.ts';
export * from './headline.ts';
export * from './pooling.ts';
export * from './realised.ts';
export * from './residual.ts';
export * from './simple.ts';
export * from './staying.ts';
