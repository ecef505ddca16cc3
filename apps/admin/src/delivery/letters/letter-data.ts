import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

const letterSchema = z.object({ name: z.string(), title: z.string(), description: z.string() });

const previewSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  facts: z.enum(['own', 'example']),
  recipient: z.string().nullable(),
  /** Why it would not be sent now. */
  suppressedBecause: z.string().nullable(),
});

export function useLetters() {
  return useQuery({
    queryKey: ['letters'],
    queryFn: async ({ signal }) => z.array(letterSchema).parse(await getJson('/letters', signal)),
  });
}

/** A letter as a supplier would read it; nothing until both are chosen. */
export function useLetterPreview(name: string | null, supplierId: string | null) {
  return useQuery({
    queryKey: ['letters', name, supplierId],
    enabled: name !== null && supplierId !== null,
    queryFn: async ({ signal }) =>
      previewSchema.parse(
        await getJson(
          `/billing-letters/${encodeURIComponent(name ?? '')}/preview?supplierId=${encodeURIComponent(supplierId ?? '')}`,
          signal,
        ),
      ),
  });
}
