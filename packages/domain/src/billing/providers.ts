import type { Provider } from './mirror.ts';

/** By hand is what came without a provider. */
export const providerNames: Readonly<Record<Provider, string>> = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  manual: 'By hand',
};

const names: ReadonlyMap<string, string> = new Map(Object.entries(providerNames));

/** A payment provider as people write it; the code itself where it is none of them. */
export function providerName(provider: string): string {
  return names.get(provider) ?? provider;
}
