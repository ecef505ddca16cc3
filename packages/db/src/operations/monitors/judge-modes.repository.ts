import { houseModeTitles, judgeModes } from '@wedsync/domain/operations';
import { keepMode } from '../../delivery/index.ts';
import { emitEvents, type Writer } from '../../platform/index.ts';
import { modeFacts, watchPolicy } from './watch-policy.repository.ts';

/** Says which modes are in force now, and tells the house when one began or ended. @returns those in force */
export async function judgeHouseModes(writer: Writer, now: Date): Promise<string[]> {
  const policy = await watchPolicy(writer);
  const standings = judgeModes(policy, await modeFacts(writer, now), now);
  for (const { mode, inForce, why } of standings) {
    const escalateAfterMinutes = mode === 'wedding-day' ? policy.weddingEscalateAfterMinutes : null;
    if (!(await keepMode(writer, { mode, inForce, why, escalateAfterMinutes }, now))) continue;
    const type = inForce ? 'house_mode.began' : 'house_mode.ended';
    const summary = `${houseModeTitles[mode]} ${inForce ? 'is in force' : 'is over'}: ${why}`;
    await emitEvents(writer, [
      { type, supplierId: null, resource: 'monitors', resourceId: mode, summary, occurredAt: now },
    ]);
  }
  return standings.filter(({ inForce }) => inForce).map(({ mode }) => mode);
}
