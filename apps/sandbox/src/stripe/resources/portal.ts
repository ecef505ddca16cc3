import { z } from 'zod';
import type { Kernel } from '../kernel/kernel.ts';
import { flag, id, integer, text } from './params.ts';
import { listReply, route, type Route } from './route.ts';

const stripesOwn = 'https://billing.stripe.com';

function pages(kernel: Kernel): string {
  return kernel.settings.hostedBase ?? stripesOwn;
}

const configurationId = 'bpc_sandbox';

/** The customer portal: where customers sign in for good, and links for one of them that work for a short time. */
export const portalRoutes: readonly Route[] = [
  route(
    'GET',
    '/v1/billing_portal/configurations',
    { active: flag.optional(), is_default: flag.optional(), limit: integer.optional() },
    (kernel) =>
      listReply('/v1/billing_portal/configurations', [
        {
          id: configurationId,
          object: 'billing_portal.configuration',
          active: true,
          application: null,
          business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
          created: 0,
          default_return_url: null,
          features: { payment_method_update: { enabled: true, payment_method_configuration: null } },
          is_default: true,
          livemode: false,
          login_page: { enabled: true, url: `${pages(kernel)}/p/login` },
          metadata: {},
          name: null,
          updated: 0,
        },
      ]),
  ),
  route(
    'POST',
    '/v1/billing_portal/sessions',
    {
      configuration: id.optional(),
      customer: id,
      flow_data: z.object({ type: z.enum(['payment_method_update']) }).optional(),
      return_url: text.optional(),
    },
    (kernel, input) => {
      const customer = kernel.need('customer', input.customer);
      return {
        id: kernel.newId('bps'),
        object: 'billing_portal.session',
        configuration: input.configuration ?? configurationId,
        created: kernel.now(),
        customer: customer.id,
        flow:
          input.flow_data === undefined
            ? null
            : { type: input.flow_data.type, after_completion: { type: 'portal_homepage' } },
        livemode: false,
        locale: null,
        on_behalf_of: null,
        return_url: input.return_url ?? null,
        url: `${pages(kernel)}/p/session/${customer.id}`,
      };
    },
  ),
];
