export { applyNextEvents, applyProviderEvents } from './apply-events.ts';
export type { AfterMirror, Changed } from './keep-sheet.ts';
