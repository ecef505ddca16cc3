export { SmsLog, smsRouter } from './sms.ts';
export type { CaughtSms } from './sms.ts';
export { replyTo } from './sms-callbacks.ts';
