import { findConsumer, listConsumers } from '@wedsync/db/operations';
import { consumerFilterSchema, consumerSchema } from '@wedsync/domain/operations';
import { defineResource } from '../platform/index.ts';

export const consumers = defineResource({
  name: 'consumers',
  description: 'Followers of the event log: where each stands, how far it is behind, and what it does with its past.',
  row: consumerSchema,
  filter: consumerFilterSchema,
  list: listConsumers,
  show: findConsumer,
});
