export * from './catalogue.ts';
export * from './event-table.ts';
export * from './event-versions.ts';
