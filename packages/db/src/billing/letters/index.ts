export { endingTrials, expiringCards } from './letter-facts.queries.ts';
export * from './preview-letter.queries.ts';
export { sendBillingLetter, type LetterToSend } from './send-billing-letter.repository.ts';
