export { SmsLog, smsRouter } from './sms.ts';
export type { CaughtSms } from './caught-sms.ts';
export { replyTo } from './sms-callbacks.ts';
