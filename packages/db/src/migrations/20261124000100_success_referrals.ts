import type { Migration } from '../platform/migration.ts';

/** Who invited whom: what was reported, what became of each invite, what colleagues decided, and what it amounts to. */
export const successReferrals: Migration = {
  name: '20261124000100_success_referrals',
  up: (sql) => sql.raw([facts, referrals, decisions, standings, measurements].join('\n')),
};

/** What was reported of invites outlives the months of events it came in. The address is a keyed hash made at the door, the domain is in clear. */
const facts = `
create table referral_facts (
  event_id text primary key, kind text not null check (kind in ('invited', 'accepted')), invite_id text not null,
  supplier_external_id text not null, occurred_at timestamptz not null, known_at timestamptz not null,
  invitee_key text, invitee_domain text, channel text
);
create index referral_facts_invite on referral_facts (invite_id, kind, occurred_at, event_id);
create index product_events_referrals on product_events (known_at) where name in ('referral.invited', 'referral.accepted');
`;

/** One row an invite, written from the facts alone: taken away and scored again it comes out the same. supplier_id is the inviter. */
const referrals = `
create table referrals (
  id text primary key, invite_id text not null unique,
  supplier_id text, inviter_external_id text, invitee_key text, invitee_domain text, channel text, sent_at timestamptz,
  invitee_id text, invitee_external_id text, accepted_at timestamptz, other_acceptances int not null default 0,
  activated_at timestamptz, paid_at timestamptz,
  state text not null default 'sent' check (state in ('sent', 'waiting', 'credited', 'refused', 'fraud')),
  reason text, credited_at timestamptz, judged_at timestamptz not null,
  check ((state = 'credited') = (credited_at is not null))
);
create index referrals_inviter on referrals (inviter_external_id, accepted_at);
create index referrals_invitee on referrals (invitee_external_id);
create index referrals_supplier on referrals (supplier_id, sent_at desc);
create index referrals_brought on referrals (invitee_id) where invitee_id is not null;
create index referrals_state on referrals (state, sent_at desc);
create index referrals_sent on referrals (sent_at desc, id);
create index referrals_judged on referrals (judged_at);
call scope_by_supplier('referrals');
create policy with_invitee on referrals for select to wedsync_scoped using (exists (select 1 from suppliers s where s.id = invitee_id));
`;

/** A colleague's word on an invite, in front of the rules. No foreign key: the word stays while its invite is written anew. */
const decisions = `
create table referral_decisions (
  id text primary key, decision text not null check (decision in ('credit', 'refuse')),
  reason text not null, by_id text not null, by_name text not null, at timestamptz not null
);
call audit_table('referral_decisions');
`;

/** Everybody who has invited somebody. */
const standings = `
create table referral_standings (
  supplier_id text primary key, invites int not null, accepted int not null, paid int not null, regions int not null,
  super_connector boolean not null, measured_at timestamptz not null
);
create index referral_standings_super on referral_standings (paid desc, regions desc) where super_connector;
call scope_by_supplier('referral_standings');
`;

/** The newest of a day. Figures without names, so everybody may read them. */
const measurements = `
create table referral_measurements (day date primary key, measured_at timestamptz not null, figures jsonb not null);
`;
