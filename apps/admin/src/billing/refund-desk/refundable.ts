import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

const refundableSchema = z.object({
  businessName: z.string().nullable(),
  currency: z.string(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  creditedMinor: z.int(),
  heldMinor: z.int(),
  waitingMinor: z.int(),
  leftMinor: z.int(),
  disputed: z.boolean(),
  inquiry: z.boolean(),
  monthMinor: z.int().nullable(),
  invoice: z
    .object({
      number: z.string().nullable(),
      lines: z.array(z.object({ id: z.string(), description: z.string(), grossMinor: z.int() })),
    })
    .nullable(),
});

export type Refundable = z.infer<typeof refundableSchema>;

/** What of a charge could be refunded, as the api states it; amounts in minor units of its currency. */
export function useRefundable(chargeId: string) {
  return useQuery({
    // Under the name of the requests, so that every step of a refund of this charge asks again.
    queryKey: ['refund-requests', 'refundable', chargeId],
    queryFn: async () => refundableSchema.parse(await getJson(`/charges/${encodeURIComponent(chargeId)}/refundable`)),
  });
}
