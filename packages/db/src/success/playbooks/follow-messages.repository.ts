import { engagements, type Engagement, type InterventionState } from '@wedsync/domain/success';
import type { StoredSuccessEvent, Writer } from '../../platform/index.ts';

/** What is told of a message, as the act it came from shows it, and from where it may go there: what is told late never takes it back. */
const states: Readonly<
  Record<string, { readonly state: InterventionState; readonly from: readonly InterventionState[] }>
> = {
  'message.sent': { state: 'sent', from: ['awaiting_approval', 'scheduled'] },
  'message.delivered': { state: 'delivered', from: ['awaiting_approval', 'scheduled', 'sent'] },
  'message.bounced': { state: 'bounced', from: ['awaiting_approval', 'scheduled', 'sent', 'delivered'] },
  'message.engaged': { state: 'engaged', from: ['awaiting_approval', 'scheduled', 'sent', 'delivered'] },
  // An answer says more than coming back did.
  'message.replied': { state: 'engaged', from: ['awaiting_approval', 'scheduled', 'sent', 'delivered', 'engaged'] },
};

export const messageFates = Object.keys(states);

/** Brings interventions up to what is told of their messages. */
export async function followMessages({ sql }: Writer, events: readonly StoredSuccessEvent[]): Promise<void> {
  for (const { type, resourceId, occurredAt, payload } of events) {
    const fate = states[type];
    if (fate === undefined) continue;
    await sql('interventions')
      .where({ outcome_id: resourceId })
      .whereIn('state', [...fate.from])
      .update({
        state: fate.state,
        sent_at: sql.raw('coalesce(sent_at, ?)', [occurredAt]),
        ...(fate.state === 'engaged' ? { engaged_at: occurredAt, engaged_by: signOf(payload) } : {}),
      });
  }
}

/** What they did, as the report of their message told. */
function signOf(payload: StoredSuccessEvent['payload']): Engagement | null {
  return engagements.find((sign) => sign === payload?.how) ?? null;
}
