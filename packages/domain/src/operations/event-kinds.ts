import { z } from 'zod';
import { eventKind, plainEventKind } from '../platform/index.ts';

/** What the watch over the house tells. */
export const operationsEventKinds = {
  'monitor.changed': eventKind({
    description: 'A monitor of the house changed its state.',
    payload: z.strictObject({ from: z.string(), to: z.string() }),
    example: { from: 'healthy', to: 'critical' },
  }),
  'monitor.tuned': plainEventKind('Somebody changed the thresholds of a monitor.'),
  'house_mode.began': plainEventKind('The house is held to other thresholds, such as on a wedding day.'),
  'house_mode.ended': plainEventKind('The house is held to ordinary thresholds again.'),
  'watch_policy.changed': plainEventKind('Somebody changed when the house is held to other thresholds.'),
};
