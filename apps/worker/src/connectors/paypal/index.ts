export { admitPaypalDeliveries } from './admit-deliveries.ts';
export { openPaypal, type PaypalClient } from './client.ts';
export { forgetPaypalDeliveries } from './forget-deliveries.ts';
