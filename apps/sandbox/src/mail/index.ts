export { Mailbox } from './mailbox.ts';
export type { CaughtMail } from './mailbox.ts';
export { startMailServer } from './mail-server.ts';
export type { MailServer } from './mail-server.ts';
export { mailFates, reportMail } from './mail-gateway.ts';
export type { MailGatewayOptions } from './mail-gateway.ts';
