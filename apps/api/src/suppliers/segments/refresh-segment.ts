import { askForRefresh } from '@wedsync/db/suppliers';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';
import { segmentOf } from './segments.ts';

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
    const { archived } = await segmentOf(reader, id);
    return archived ? { allowed: false, why: 'It is archived: bring it back first.' } : { allowed: true };
  },
  assess: async (reader, id) => {
    const { name, size, version, refreshedAt } = await segmentOf(reader, id);
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
    await segmentOf(writer, id);
    await askForRefresh(writer, id);
    return { state: 'succeeded' };
  },
});
