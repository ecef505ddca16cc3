export { compileRule, type Fragment } from './compile-rule.ts';
export * from './refresh-segment.repository.ts';
export type { SegmentField } from './segment-field.ts';
export * from './segment-memberships.queries.ts';
export * from './segment-use.ts';
export * from './segments.queries.ts';
export * from './segments.repository.ts';
export * from './supplier-fields.ts';
export * from './supplier-matches.queries.ts';
