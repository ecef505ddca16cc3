export { Mailbox } from './mailbox.ts';
export type { CaughtMail } from './mailbox.ts';
export { startMailServer } from './mail-server.ts';
export type { MailServer } from './mail-server.ts';
