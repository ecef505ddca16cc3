import {
  createDigestRule,
  deleteDigestRule,
  findDigestRule,
  listDigestRules,
  updateDigestRule,
} from '@wedsync/db/operations';
import type { Reader } from '@wedsync/db/platform';
import {
  createDigestRuleSchema,
  digestRuleFilterSchema,
  digestRuleSchema,
  updateDigestRuleSchema,
  type DigestRule,
} from '@wedsync/domain/operations';
import { NotFound } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';

/** Daily digests about the suppliers of a segment. */
export const digestRules = defineResource({
  name: 'digest-rules',
  description: 'Daily digests about one segment: read in a channel, or in place of all of somebody’s own book.',
  row: digestRuleSchema,
  filter: digestRuleFilterSchema,
  list: listDigestRules,
  show: findDigestRule,
  create: {
    input: createDigestRuleSchema,
    run: async (writer, rule, { uuids }) => found(writer, await createDigestRule(writer, rule, uuids)),
  },
  update: {
    input: updateDigestRuleSchema,
    run: async (writer, id, change) => updateDigestRule(writer, await found(writer, id), change),
  },
  remove: { run: deleteDigestRule },
});

async function found(reader: Reader, id: string): Promise<DigestRule> {
  const rule = await findDigestRule(reader, id);
  if (rule === undefined) throw NotFound({ what: 'digest rule', id });
  return rule;
}
