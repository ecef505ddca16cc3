import { changeWatchPolicy, judgeHouseModes, listWatchPolicies, watchPolicy } from '@wedsync/db/operations';
import { emitEvents } from '@wedsync/db/platform';
import {
  changeWatchPolicySchema,
  watchPolicyFilterSchema,
  watchPolicySchema,
  type ChangeWatchPolicy,
  type WatchPolicy,
} from '@wedsync/domain/operations';
import { NotFound } from '@wedsync/domain/platform';
import { defineAction, defineResource } from '../../platform/index.ts';

export const watchPolicies = defineResource({
  name: 'watch-policy',
  description: 'When the house is held to other thresholds: wedding days and peak season; its id is "all".',
  row: watchPolicySchema,
  filter: watchPolicyFilterSchema,
  list: listWatchPolicies,
  show: async (reader, id) => (id === 'all' ? watchPolicy(reader) : undefined),
});

/** Changes when the house is held to other thresholds, and judges at once whether it is now. */
export const changePolicy = defineAction<ChangeWatchPolicy>({
  resource: 'watch-policy',
  verb: 'change',
  title: 'Change wedding days and season',
  description: 'Say what makes a wedding day and when it is peak season, and what that changes',
  danger: false,
  reasonRequired: true,
  input: changeWatchPolicySchema,
  assess: async (reader, id, change) => {
    if (id !== 'all') throw NotFound({ what: 'policy', id });
    const policy = await watchPolicy(reader);
    return {
      supplierId: null,
      amount: null,
      approval: null,
      fingerprint: String(policy.version),
      preview: { lines: linesOf(policy, change), warnings: [] },
    };
  },
  perform: async (writer, _id, change, { clock }) => {
    const now = clock.now();
    await changeWatchPolicy(writer, change);
    await judgeHouseModes(writer, now);
    const summary = `Wedding days and season changed by ${writer.actor.name}`;
    const about = { supplierId: null, resource: 'monitors', resourceId: 'watch-policy' };
    await emitEvents(writer, [{ ...about, type: 'watch_policy.changed', summary, occurredAt: now }]);
    return { state: 'succeeded' };
  },
});

function linesOf(policy: WatchPolicy, change: ChangeWatchPolicy) {
  const before = new Map<string, unknown>(Object.entries(policy));
  const changed = Object.entries(change).filter(([field, value]) => before.get(field) !== value);
  if (changed.length === 0) return [{ label: 'Changes', value: 'Nothing' }];
  const titles = new Map<string, { meta(): { title?: string } | undefined }>(
    Object.entries(changeWatchPolicySchema.shape),
  );
  return changed.map(([field, value]) => ({
    label: titles.get(field)?.meta()?.title ?? field,
    value: `${words(before.get(field))} becomes ${words(value)}`,
  }));
}

function words(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
