import type { ListQuery, Page } from '@wedsync/domain/platform';
import {
  inviteWindowDays,
  isReferralReason,
  referralReasons,
  type Referral,
  type ReferralFilter,
} from '@wedsync/domain/success';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';

/** Invites and what became of them. A supplier sees those it sent and those it came on. */
export function listReferrals(reader: Reader, query: ListQuery<ReferralFilter>): Promise<Page<Referral>> {
  return listPage(reader, spec, query);
}

export async function findReferral(reader: Reader, id: string): Promise<Referral | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Referral, ReferralFilter> = {
  resource: 'referrals',
  keys: ({ sql }) => sql('referrals as r'),
  idColumn: 'r.id',
  sorts: { sentAt: 'r.sent_at', acceptedAt: 'r.accepted_at', paidAt: 'r.paid_at' },
  defaultSort: { field: 'sentAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('r.id', [...ids]),
    q: (query, text) =>
      void query.where((either) => {
        void either.where((inviter) => whereSupplierMatches(inviter, 'r.supplier_id', text));
        void either.orWhere((invitee) => whereSupplierMatches(invitee, 'r.invitee_id', text));
      }),
    state: (query, states) => void query.whereIn('r.state', [...states]),
    reason: (query, reasons) => void query.whereIn('r.reason', [...reasons]),
    channel: (query, channels) => void query.whereIn('r.channel', [...channels]),
    inviterId: (query, id) => void query.where('r.supplier_id', id),
    inviteeId: (query, id) => void query.where('r.invitee_id', id),
    decided: (query, yes) =>
      void query[yes ? 'whereExists' : 'whereNotExists']((decision) =>
        decision.from('referral_decisions as d').whereRaw('d.id = r.id'),
      ),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

type Stored = Omit<Referral, 'inviter' | 'invitee' | 'why' | 'decision'> & {
  readonly inviterId: string | null;
  readonly inviterName: string | null;
  readonly inviteeId: string | null;
  readonly inviteeName: string | null;
  readonly decision: Referral['decision'];
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Referral[]> {
  const rows: Stored[] = await sql('referrals as r')
    .leftJoin('suppliers as a', 'a.id', 'r.supplier_id')
    .leftJoin('suppliers as b', 'b.id', 'r.invitee_id')
    .leftJoin('referral_decisions as d', 'd.id', 'r.id')
    .whereIn('r.id', [...ids])
    .select('r.id', 'r.state', 'r.reason', 'r.channel', {
      inviteId: 'r.invite_id',
      inviterId: 'a.id',
      inviterName: 'a.business_name',
      inviterExternalId: 'r.inviter_external_id',
      inviteeId: 'b.id',
      inviteeName: 'b.business_name',
      inviteeExternalId: 'r.invitee_external_id',
      inviteeDomain: 'r.invitee_domain',
      sentAt: isoInstant(sql, 'r.sent_at'),
      acceptedAt: isoInstant(sql, 'r.accepted_at'),
      activatedAt: isoInstant(sql, 'r.activated_at'),
      paidAt: isoInstant(sql, 'r.paid_at'),
      creditedAt: isoInstant(sql, 'r.credited_at'),
      lapsed: sql.raw(`r.state = 'sent' and r.sent_at < now() - interval '${inviteWindowDays} days'`),
      otherAcceptances: 'r.other_acceptances',
      decision: sql.raw(
        `case when d.id is not null then jsonb_build_object('decision', d.decision, 'reason', d.reason, 'byName', d.by_name,
          'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end`,
      ),
    });
  return rows.map(present);
}

function present({ inviterId, inviterName, inviteeId, inviteeName, ...row }: Stored): Referral {
  return {
    ...row,
    inviter: party(inviterId, inviterName),
    invitee: party(inviteeId, inviteeName),
    why: row.reason !== null && isReferralReason(row.reason) ? referralReasons[row.reason] : null,
  };
}

function party(supplierId: string | null, businessName: string | null): Referral['inviter'] {
  return supplierId === null || businessName === null ? null : { supplierId, businessName };
}
