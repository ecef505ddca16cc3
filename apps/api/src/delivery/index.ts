import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { acknowledge, alerts, resolve } from './alerts.ts';
import { cancel, messages, retry } from './messages.ts';
import { streamRoutes } from './stream.ts';
import { templateRoutes } from './templates.ts';

export { defineRecordAction } from './record-action.ts';

/** What leaves the house, and what staff hear of live. */
export const delivery: ApiCapability = {
  name: 'delivery',
  resources: [messages, alerts],
  actions: [retry, cancel, acknowledge, resolve],
  routes: (services) => Router().use(streamRoutes(services)).use(templateRoutes(services)),
};
