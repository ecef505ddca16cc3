import { maskEmail, maskPhone } from '../access/index.ts';
import type { MessageChannel } from './contract.ts';

type Addressed = { readonly channel: MessageChannel; readonly recipient: string };

const masks: Readonly<Partial<Record<MessageChannel, (address: string) => string>>> = {
  email: maskEmail,
  sms: maskPhone,
};

/** The address of a person as those see it who may not write to them; that of a Slack channel or of the app is no secret. */
export function maskedRecipient({ channel, recipient }: Addressed): string {
  return masks[channel]?.(recipient) ?? recipient;
}

/** Words about a message without the address it went to, which mail servers like to repeat in any case. */
export function withoutRecipient<Text extends string | null>(text: Text, message: Addressed): Text | string {
  if (text === null || message.recipient === '') return text;
  const shown = maskedRecipient(message);
  if (shown === message.recipient) return text;
  const written = message.recipient.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(written, 'gi'), () => shown);
}
