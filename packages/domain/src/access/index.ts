export * from './contract.ts';
export * from './errors.ts';
export * from './masking.ts';
export * from './money-limits.ts';
export * from './permissions.ts';
export * from './roles.ts';
export * from './scopes.ts';
export * from './sign-in-policy.ts';
