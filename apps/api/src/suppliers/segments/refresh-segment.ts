import { askForRefresh, findSegment } from '@wedsync/db/suppliers';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import type { Segment } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';

/** Who is in is looked at every few minutes anyway; this is for who will not wait. */
export const refreshSegment = defineAction({
  resource: 'segments',
  verb: 'refresh',
  title: 'Refresh now',
  description: 'Looks at once who is in the segment and who has left it',
  danger: false,
  reasonRequired: false,
  input: z.strictObject({}),
  available: async (reader, id) => {
    const { archived } = await need(reader, id);
    return archived ? { allowed: false, why: 'It is archived: bring it back first.' } : { allowed: true };
  },
  assess: async (reader, id) => {
    const { name, size, version, refreshedAt } = await need(reader, id);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: String(version),
      preview: {
        lines: [
          { label: 'Segment', value: name },
          { label: 'Members', value: String(size) },
          { label: 'Last refreshed', value: refreshedAt ?? 'Never' },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id) => {
    await need(writer, id);
    await askForRefresh(writer, id);
    return { state: 'succeeded' };
  },
});

async function need(reader: Reader, id: string): Promise<Segment> {
  const segment = await findSegment(reader, id);
  if (segment === undefined) throw NotFound({ what: 'segment', id });
  return segment;
}
