/** Whether a discount is a customer's own: it holds for each of their subscriptions that has none itself. */
export const isCustomersOwn = (discount: string) =>
  ['subscription_item', 'invoice', 'invoice_item', 'checkout_session']
    .map((part) => `${discount}.raw ->> '${part}' is null`)
    .concat(`${discount}.subscription_id is null`)
    .join(' and ');
