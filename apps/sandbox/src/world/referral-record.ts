/** One invite as it truly was; part of the truth. */
export interface ReferralRecord {
  readonly invite: string;
  readonly inviter: number;
  /** Address it went to. */
  readonly invitee: string;
  readonly sentAt: number;
  acceptedBy: number | null;
  acceptedAt: number | null;
  /** What the invitee is up to. */
  readonly scheme: 'none' | 'own_account' | 'own_card';
}
