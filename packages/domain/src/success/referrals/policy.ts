import { DAY_MS } from '@wedsync/domain/platform';

/** An invite counts when it is accepted within this; and in the figures, when whoever it reached pays within this. */
export const inviteWindowDays = 90;
export const inviteWindowMs = inviteWindowDays * DAY_MS;

/** One supplier brings a few colleagues a week; more acceptances of its invites than this in 24 hours are looked at by a person first. */
export const mostAcceptedInDay = 8;

/** Clocks of the host application may differ by this: whoever signed up so little before the invite was not there before it. */
export const clockSlackMs = 10 * 60_000;

/** Facts older than this are history when they become known: kept, but told to nobody. */
export const toldWithinMs = 7 * DAY_MS;

/** With fewer customers, or fewer invites, a rate is chance. */
export const leastCustomers = 30;
export const leastInvites = 10;
/** With fewer invitees that went on to invite, a median says nothing. */
export const leastCycles = 10;

/** Whoever stands in the top tenth of those who invite, and has brought at least so many that pay. */
export const superConnectorShare = 0.1;
export const leastPaidOfSuperConnector = 3;
