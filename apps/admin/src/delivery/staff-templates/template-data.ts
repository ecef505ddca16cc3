import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TemplateWords } from '@wedsync/domain/delivery';
import type { ContactPurpose } from '@wedsync/domain/privacy';
import { z } from 'zod';
import { getJson, postJson } from '../../platform/index.ts';

const placeholderSchema = z.object({ name: z.string(), title: z.string(), type: z.string() });

export function usePlaceholders() {
  return useQuery({
    queryKey: ['message-placeholders'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => z.array(placeholderSchema).parse(await getJson('/message-placeholders', signal)),
  });
}

const previewSchema = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  link: z.object({ label: z.string(), url: z.string() }).nullable(),
  sms: z.object({ encoding: z.enum(['gsm7', 'ucs2']), characters: z.number(), segments: z.number() }).nullable(),
  missing: z.array(z.string()),
  strayLinks: z.array(z.string()),
  problems: z.record(z.string(), z.string()),
  /** Why it would not be sent to this supplier now. */
  suppressedBecause: z.string().nullable(),
});
export type Preview = z.infer<typeof previewSchema>;

export type Draft = TemplateWords & { readonly purpose: ContactPurpose };

/** Words in progress as a supplier would read them; the last preview stays while the next is made. */
export function useDraftPreview(draft: Draft, supplierId: string | null) {
  return useQuery({
    queryKey: ['message-template-previews', draft, supplierId],
    enabled: supplierId !== null,
    placeholderData: keepPreviousData,
    queryFn: async () => previewSchema.parse(await postJson('/message-template-previews', { ...draft, supplierId })),
  });
}
