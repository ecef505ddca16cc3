import { providerNames } from '@wedsync/domain/billing';

type Kind = 'payments' | 'invoices' | 'subscriptions' | 'disputes' | 'payouts';

/** Where the provider's own pages show an object, and how to call that; null where it has none. */
export function providerLink(
  provider: string,
  kind: Kind,
  id: string,
): { readonly href: string; readonly label: string } | null {
  const site = sites[provider];
  const path = site?.paths[kind];
  if (site === undefined || path === undefined) return null;
  return { href: `${site.base}${path}${encodeURIComponent(id)}`, label: `Open in ${site.name}` };
}

type Site = { readonly name: string; readonly base: string; readonly paths: Readonly<Partial<Record<Kind, string>>> };

const sites: Readonly<Record<string, Site>> = {
  stripe: {
    name: providerNames.stripe,
    base: 'https://dashboard.stripe.com/',
    paths: {
      payments: 'payments/',
      invoices: 'invoices/',
      subscriptions: 'subscriptions/',
      disputes: 'disputes/',
      payouts: 'payouts/',
    },
  },
  // PayPal has no invoices for subscriptions: the invoice is ours, its payment is shown instead.
  paypal: {
    name: providerNames.paypal,
    base: 'https://www.paypal.com/',
    paths: {
      payments: 'activity/payment/',
      subscriptions: 'billing/subscriptions/',
      disputes: 'resolutioncenter/view/',
      payouts: 'activity/payment/',
    },
  },
};
