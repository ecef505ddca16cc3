import { alertStates } from '@wedsync/domain/delivery';
import { idListSchema, instantSchema, oneOrMany } from '@wedsync/domain/platform';
import { z } from 'zod';
import { houseModes } from './modes.ts';
import { monitorGroups } from './monitors.ts';
import { monitorStates } from './state.ts';

const thresholdFields = { warning: z.number(), critical: z.number() };
const because = z.array(z.enum(houseModes));

/** One line of the page of monitors: a monitor, or one of several it looks at. What never changes of it is its row of `monitors`. */
export const monitorLineSchema = z.object({
  id: z.string(),
  monitor: z.string(),
  subject: z.string(),
  group: z.enum(monitorGroups),
  title: z.string(),
  state: z.enum(monitorStates),
  since: instantSchema,
  why: z.string(),
  value: z.number().nullable(),
  sample: z.int().nullable(),
  note: z.string().nullable(),
  takenAt: instantSchema.nullable(),
  judgedAt: instantSchema,
  /** Those in force, and the modes that moved them. */
  ...thresholdFields,
  because,
  /** As tuned, for an ordinary day. */
  ordinary: z.object(thresholdFields),
  minSample: z.int(),
  needed: z.int(),
  of: z.int(),
  channel: z.string(),
  /** How often it was tuned. */
  tunings: z.int(),
  alertId: z.string().nullable(),
  alertState: z.enum(alertStates).nullable(),
  alertAt: instantSchema.nullable(),
  /** The last ones, oldest first. */
  readings: z.array(z.object({ at: instantSchema, value: z.number().nullable() })),
});
export type MonitorLine = z.infer<typeof monitorLineSchema>;

export const monitorFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  state: oneOrMany(z.enum(monitorStates)).optional(),
  monitor: oneOrMany(z.string().max(64)).optional(),
});
export type MonitorFilter = z.infer<typeof monitorFilterSchema>;

export const monitorChangeSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  title: z.string(),
  from: z.enum(monitorStates),
  to: z.enum(monitorStates),
  why: z.string(),
  value: z.number().nullable(),
  ...thresholdFields,
  because,
  changedAt: instantSchema,
});
export type MonitorChange = z.infer<typeof monitorChangeSchema>;

export const monitorChangeFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  monitorId: z.string().max(128).optional(),
  to: oneOrMany(z.enum(monitorStates)).optional(),
});
export type MonitorChangeFilter = z.infer<typeof monitorChangeFilterSchema>;

/** What may be tuned of a monitor; it holds for all its lines. */
export const tuningSchema = z.strictObject({
  warning: z.number().meta({ title: 'Warning from', description: 'In the unit of the value' }),
  critical: z.number().meta({ title: 'Critical from', description: 'In the unit of the value' }),
  minSample: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ title: 'Smallest sample', description: 'Below it the state is unknown' }),
  needed: z.int().min(1).max(60).meta({ title: 'Readings that make it worse' }),
  of: z.int().min(1).max(60).meta({ title: 'Of so many; as many good ones in a row make it better' }),
  channel: z
    .string()
    .trim()
    .regex(/^#[\p{Ll}\d_-]{1,80}$|^[CU][A-Z0-9]{6,20}$/u, 'Name a channel such as #alerts, or a Slack id.')
    .meta({ title: 'Where it is told, when no alert rule says otherwise' }),
});
export type Tuning = z.infer<typeof tuningSchema>;

export const monitorTuningSchema = z.object({
  id: z.string(),
  monitor: z.string(),
  version: z.int(),
  ...tuningSchema.shape,
  reason: z.string(),
  setByName: z.string(),
  setAt: instantSchema,
});
export type MonitorTuning = z.infer<typeof monitorTuningSchema>;

export const monitorTuningFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  monitor: z.string().max(64).optional(),
});
export type MonitorTuningFilter = z.infer<typeof monitorTuningFilterSchema>;
