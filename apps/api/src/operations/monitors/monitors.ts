import {
  findMonitor,
  findMonitorChange,
  findTuning,
  listMonitorChanges,
  listMonitors,
  listTunings,
} from '@wedsync/db/operations';
import {
  monitorChangeFilterSchema,
  monitorChangeSchema,
  monitorFilterSchema,
  monitorLineSchema,
  monitorTuningFilterSchema,
  monitorTuningSchema,
} from '@wedsync/domain/operations';
import { defineResource } from '../../platform/index.ts';

export const monitors = defineResource({
  name: 'monitors',
  description: 'What the house keeps an eye on: state, value, thresholds in force and the last readings.',
  row: monitorLineSchema,
  filter: monitorFilterSchema,
  list: listMonitors,
  show: findMonitor,
});

export const monitorChanges = defineResource({
  name: 'monitor-changes',
  description: 'When a monitor changed its state, and why.',
  row: monitorChangeSchema,
  filter: monitorChangeFilterSchema,
  list: listMonitorChanges,
  show: findMonitorChange,
});

export const monitorTunings = defineResource({
  name: 'monitor-tunings',
  description: 'Every version of the thresholds of a monitor: who set it and why.',
  row: monitorTuningSchema,
  filter: monitorTuningFilterSchema,
  list: listTunings,
  show: findTuning,
});
