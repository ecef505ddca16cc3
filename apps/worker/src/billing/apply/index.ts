export { applyNextEvents, applyProviderEvents } from './apply-events.ts';
export { refreshObjects } from './refresh-objects.ts';
export type { AfterMirror } from './keep-sheet.ts';
