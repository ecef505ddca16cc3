import { creditGiven } from './credit-given.ts';
import { paymentFailed } from './payment-failed.ts';
import { refundMade } from './refund-made.ts';
import type { MessageTemplate } from './template.ts';

/** Every letter we write, one row each. */
export const messageTemplates: readonly MessageTemplate[] = [refundMade, creditGiven, paymentFailed];

export function findTemplate(name: string): MessageTemplate | undefined {
  return messageTemplates.find((template) => template.name === name);
}

export { defineTemplate, greeting, type MessageTemplate, type TemplateSupplier } from './template.ts';
