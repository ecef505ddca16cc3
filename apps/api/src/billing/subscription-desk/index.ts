export { subscriptionActions } from './actions.ts';
export { subscriptionRequests, withdrawRequest } from './requests.ts';
export { resendInvoice } from './resend-invoice.ts';
