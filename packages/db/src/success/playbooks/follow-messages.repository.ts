import {
  engagements,
  suppressionReasons,
  type Engagement,
  type InterventionState,
  type SuppressionReason,
} from '@wedsync/domain/success';
import type { StoredSuccessEvent, Writer } from '../../platform/index.ts';

type Fate = { readonly state: InterventionState; readonly from: readonly InterventionState[] };

const beforeLeaving: readonly InterventionState[] = ['awaiting_approval', 'scheduled'];
/** A colleague may have such a message sent after all. */
const givenUp: readonly InterventionState[] = ['failed', 'suppressed', 'cancelled'];

/** What is told of a message, as the act it came from shows it, and from where it may go there: what is told late never takes it back. */
const states: Readonly<Record<string, Fate>> = {
  'message.sent': { state: 'sent', from: [...beforeLeaving, ...givenUp] },
  'message.delivered': { state: 'delivered', from: [...beforeLeaving, ...givenUp, 'sent'] },
  'message.suppressed': { state: 'suppressed', from: beforeLeaving },
  'message.cancelled': { state: 'cancelled', from: beforeLeaving },
  'message.dead': { state: 'failed', from: [...beforeLeaving, 'sent'] },
  'message.bounced': { state: 'bounced', from: [...beforeLeaving, 'sent', 'delivered'] },
  'message.engaged': { state: 'engaged', from: [...beforeLeaving, 'sent', 'delivered'] },
  // An answer says more than coming back did.
  'message.replied': { state: 'engaged', from: [...beforeLeaving, 'sent', 'delivered', 'engaged'] },
};
/** Of these the act also says why. */
const unsent: ReadonlySet<InterventionState> = new Set(givenUp);

/** Brings interventions up to what is told of their messages. */
export async function followMessages({ sql }: Writer, events: readonly StoredSuccessEvent[]): Promise<void> {
  for (const { type, resourceId, occurredAt, payload } of events) {
    const fate = payload?.source === 'playbook' ? states[type] : undefined;
    if (fate === undefined) continue;
    await sql('interventions')
      .where({ outcome_id: resourceId })
      .whereIn('state', [...fate.from])
      .update({
        state: fate.state,
        reason: fate.state === 'suppressed' ? reasonOf(payload) : null,
        ...(unsent.has(fate.state)
          ? { why: typeof payload?.detail === 'string' ? payload.detail : null }
          : { why: null, sent_at: sql.raw('coalesce(sent_at, ?)', [occurredAt]) }),
        ...(fate.state === 'engaged' ? { engaged_at: occurredAt, engaged_by: signOf(payload) } : {}),
      });
  }
}

/** What they did, as the report of their message told. */
function signOf(payload: StoredSuccessEvent['payload']): Engagement | null {
  return engagements.find((sign) => sign === payload?.how) ?? null;
}

function reasonOf(payload: StoredSuccessEvent['payload']): SuppressionReason {
  return suppressionReasons.find((reason) => reason === payload?.how) ?? 'no_permission';
}
