/** Where the provider's own dashboard shows an object; test mode has its own address. */
export function providerUrl(
  kind: 'payments' | 'invoices' | 'subscriptions' | 'disputes' | 'payouts' | 'customers',
  id: string,
): string {
  return `https://dashboard.stripe.com/${kind}/${encodeURIComponent(id)}`;
}
