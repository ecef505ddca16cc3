import { cardExpiring } from './card-expiring.ts';
import { creditGiven } from './credit-given.ts';
import { owedLetters } from './owed-letters.ts';
import { receipt } from './receipt.ts';
import { refundMade } from './refund-made.ts';
import type { MessageTemplate } from './template.ts';
import { trialEnding } from './trial-ending.ts';
import { welcome } from './welcome.ts';
import { winBack } from './win-back.ts';
import { winBackOffer } from './win-back-offer.ts';

/** Every letter we write, one row each. */
export const messageTemplates: readonly MessageTemplate[] = [
  welcome,
  trialEnding,
  receipt,
  cardExpiring,
  ...owedLetters,
  winBack,
  winBackOffer,
  refundMade,
  creditGiven,
];

export function findTemplate(name: string): MessageTemplate | undefined {
  return messageTemplates.find((template) => template.name === name);
}

export { type MessageTemplate, type TemplateSupplier } from './template.ts';
