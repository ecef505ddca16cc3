export { SmsLog, smsRouter } from './sms.ts';
export type { CaughtSms } from './sms.ts';
