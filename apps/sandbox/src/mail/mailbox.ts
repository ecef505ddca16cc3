import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';

export interface CaughtMail {
  id: string;
  receivedAt: string;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { filename: string; mimeType: string; sizeBytes: number }[];
}

/** Mails kept in memory and in the snapshot; the oldest go first. */
const MAX_MAILS = 2_000;

/** Keeps the mails the product sent, newest first. */
export class Mailbox {
  private mails: CaughtMail[] = [];
  private nextNumber = 1;
  /** Whoever reads what arrives. */
  onReceive: (mail: CaughtMail) => void = () => {};

  /** Parses and keeps one raw message; `recipients` are the envelope's, which may differ from the To header. */
  async receive(raw: Buffer, recipients: readonly string[], at: Date): Promise<CaughtMail> {
    const mail = toCaughtMail(await PostalMime.parse(raw), recipients);
    const caught = { ...mail, id: `mail_${this.nextNumber++}`, receivedAt: at.toISOString() };
    this.mails = [caught, ...this.mails].slice(0, MAX_MAILS);
    this.onReceive(caught);
    return caught;
  }

  list(): readonly CaughtMail[] {
    return this.mails;
  }

  find(id: string): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  snapshot(): CaughtMail[] {
    return this.mails;
  }

  restore(mails: CaughtMail[]): void {
    this.mails = mails;
    this.nextNumber = mails.reduce((highest, mail) => Math.max(highest, Number(mail.id.slice(5))), 0) + 1;
  }
}

function toCaughtMail(email: Email, recipients: readonly string[]): Omit<CaughtMail, 'id' | 'receivedAt'> {
  return {
    messageId: email.messageId ?? '',
    from: email.from?.address ?? '',
    to: [...recipients],
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? '',
    headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? 'unnamed',
      mimeType,
      sizeBytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
    })),
  };
}
