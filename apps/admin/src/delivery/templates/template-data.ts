import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

const templateSchema = z.object({ name: z.string(), title: z.string(), description: z.string() });
export type TemplateRow = z.infer<typeof templateSchema>;

const previewSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  facts: z.enum(['own', 'example']),
  recipient: z.string().nullable(),
  /** Why it would not be sent now. */
  suppressedBecause: z.string().nullable(),
});

export function useTemplates() {
  return useQuery({
    queryKey: ['message-templates'],
    queryFn: async ({ signal }) => z.array(templateSchema).parse(await getJson('/message-templates', signal)),
  });
}

/** A template as a supplier would read it; nothing until both are chosen. */
export function useTemplatePreview(name: string | null, supplierId: string | null) {
  return useQuery({
    queryKey: ['message-templates', name, supplierId],
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
