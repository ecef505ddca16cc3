import { slackPlaceSchema } from '@wedsync/domain/delivery';
import { idListSchema, idSchema, instantSchema, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';

const fields = {
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  /** Where it is read; null for the digest that somebody gets of their own book. */
  channel: slackPlaceSchema.nullable(),
  /** Whose own digest it narrows; null where it is read in a channel. */
  staffId: z.string().min(1).max(128).nullable(),
  /** The suppliers it is about. */
  segmentId: z.string({ error: 'Choose a segment.' }).min(1, 'Choose a segment.').max(128),
  enabled: z.boolean(),
};

/** A daily digest about the suppliers of one segment: in a channel, or in place of all of somebody's own book. */
export const digestRuleSchema = z.object({
  id: idSchema('digestRule'),
  ...fields,
  segmentName: z.string(),
  staffName: z.string().nullable(),
  version: z.int(),
  updatedAt: instantSchema,
});
export type DigestRule = z.infer<typeof digestRuleSchema>;

export const createDigestRuleSchema = z
  .strictObject({
    ...fields,
    channel: fields.channel.default(null),
    staffId: fields.staffId.default(null),
    enabled: fields.enabled.default(true),
  })
  .refine(({ channel, staffId }) => (channel === null) !== (staffId === null), {
    path: ['channel'],
    message: 'Name a channel, or a colleague whose own digest it narrows: one of the two.',
  });
export type CreateDigestRule = z.infer<typeof createDigestRuleSchema>;

/** Where it is read stays: another place is another rule. */
export const updateDigestRuleSchema = z
  .strictObject({ name: fields.name, segmentId: fields.segmentId, enabled: fields.enabled })
  .partial();
export type UpdateDigestRule = z.infer<typeof updateDigestRuleSchema>;

export const digestRuleFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  enabled: z.boolean().optional(),
  segmentId: z.string().max(128).optional(),
});
export type DigestRuleFilter = z.infer<typeof digestRuleFilterSchema>;

/** One digest of a day: whose book it is about, of which segment, and where it is read. */
export type DigestEdition = {
  readonly key: string;
  readonly ownerId: string | null;
  readonly segmentId: string | null;
  readonly to: string;
  readonly title: string;
};

type Reader = { readonly id: string; readonly name: string; readonly slackUserId: string };
type Rule = Pick<DigestRule, 'id' | 'channel' | 'staffId' | 'segmentId' | 'segmentName'>;

/**
 * The digests of a day: the team's and each owner's, narrowed where a rule says so, and one for each other channel that a rule names.
 * @param rules those in force
 */
export function digestEditions(
  teamChannel: string,
  readers: readonly Reader[],
  rules: readonly Rule[],
): readonly DigestEdition[] {
  const ofTeam = rules.some(({ channel }) => channel === teamChannel)
    ? []
    : [{ key: 'team', ownerId: null, segmentId: null, to: teamChannel, title: 'Today, for the whole team' }];
  const ofChannels = rules.flatMap(({ id, channel, segmentId, segmentName }) =>
    channel === null ? [] : [{ key: id, ownerId: null, segmentId, to: channel, title: `Today: ${segmentName}` }],
  );
  const ofOwners = readers.map(({ id, name, slackUserId }) => {
    const rule = rules.find(({ staffId }) => staffId === id);
    const title = `Today in your book, ${name}${rule === undefined ? '' : `: ${rule.segmentName}`}`;
    return { key: id, ownerId: id, segmentId: rule?.segmentId ?? null, to: slackUserId, title };
  });
  return [...ofTeam, ...ofChannels, ...ofOwners];
}
