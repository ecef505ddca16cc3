import { route, type Route } from './route.ts';

/** The merchant's own account, as far as a caller needs it to see whom it talks to. */
export const accountRoutes: readonly Route[] = [
  route('GET', '/v1/account', {}, (kernel) => ({
    id: 'acct_sandbox',
    object: 'account',
    business_profile: { name: kernel.settings.statementDescriptor },
    charges_enabled: true,
    country: kernel.settings.country,
    default_currency: 'gbp',
    details_submitted: true,
    email: null,
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  })),
];
