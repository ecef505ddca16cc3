import type { HouseMode, MonitorGroup, MonitorState } from '@wedsync/domain/operations';
import { houseModeTitles } from '@wedsync/domain/operations';
import type { Tone } from '../../platform/index.ts';

/** How each state reads, and in which colour. */
export const stateLooks: Readonly<Record<MonitorState, { readonly tone: Tone; readonly words: string }>> = {
  healthy: { tone: 'positive', words: 'Healthy' },
  warning: { tone: 'caution', words: 'Warning' },
  critical: { tone: 'critical', words: 'Critical' },
  unknown: { tone: 'neutral', words: 'No data' },
};

export const groupWords: Readonly<Record<MonitorGroup, string>> = {
  integrations: 'Integrations',
  latency: 'How far behind',
  delivery: 'Delivery',
  records: 'Records',
  models: 'Models',
  success: 'Success',
};

/** "wedding day, peak season". */
export function modeWords(modes: readonly HouseMode[]): string {
  return modes.map((mode) => houseModeTitles[mode].toLowerCase()).join(', ');
}
