import { messageTemplates } from '@wedsync/domain/delivery';
import { z } from 'zod';
import { defineDoor } from '../platform/index.ts';

/** Billing previews each with a supplier's own figures. */
export const lettersDoor = defineDoor({
  method: 'get',
  path: '/letters',
  summary: 'The letters the house itself writes',
  permission: 'messages:list',
  response: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
  answer: () => messageTemplates.map(({ name, title, description }) => ({ name, title, description })),
});
