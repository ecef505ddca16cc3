import { MINUTE_MS, plusMs, type Uuids } from '@wedsync/domain/platform';
import { systemUuids, type Reader, type Writer } from '../platform/index.ts';
import { findAlertPolicy } from './alert-routes.queries.ts';
import { refreshMessage, sendMessage } from './messages.repository.ts';

type Unattended = {
  readonly id: string;
  readonly title: string;
  readonly path: string | null;
  readonly message_id: string | null;
  /** Null of all of it for an alert about the house itself. */
  readonly supplierId: string | null;
  readonly businessName: string | null;
  readonly ownerId: string | null;
  readonly region: string | null;
};

type OnCall = { readonly name: string; readonly phone: string };

export type EscalateOptions = {
  readonly now: Date;
  readonly limit: number;
  readonly publicUrl: string;
  /** False where no text message leaves the house: then nobody is said to have got one. */
  readonly canText?: boolean;
  readonly uuids?: Uuids;
};

/**
 * Texts the owner, or else a lead, about critical alerts of suppliers at a wedding (the day before to the day after, where they are) that nobody took in
 * time; while many suppliers are at one, sooner, and an administrator about critical monitors of the house. Each alert once, also when nobody can be
 * texted: then its page says so.
 * @returns how many
 */
export async function escalateAlerts(writer: Writer, options: EscalateOptions): Promise<number> {
  const { escalationEnabled, escalateAfterMinutes } = await findAlertPolicy(writer);
  if (!escalationEnabled) return 0;
  const hurried = await hurriedMinutes(writer);
  const afterMinutes = Math.min(escalateAfterMinutes, hurried ?? escalateAfterMinutes);
  const openBefore = plusMs(options.now, -afterMinutes * MINUTE_MS);
  const waiting = await unattended(writer, { ...options, openBefore, withHouse: hurried !== null });
  for (const alert of waiting) await escalate(writer, alert, options);
  return waiting.length;
}

/** Minutes that a mode in force gives; null while none is. */
async function hurriedMinutes({ sql }: Reader): Promise<number | null> {
  const minutes: number[] = await sql('house_modes')
    .where({ in_force: true })
    .whereNotNull('escalate_after_minutes')
    .pluck('escalate_after_minutes');
  return minutes.length === 0 ? null : Math.min(...minutes);
}

type Waiting = EscalateOptions & { readonly openBefore: Date; readonly withHouse: boolean };

async function unattended({ sql }: Writer, { now, limit, openBefore, withHouse }: Waiting): Promise<Unattended[]> {
  const found: { rows: Unattended[] } = await sql.raw(
    `select a.id, a.title, a.path, a.message_id, s.id as "supplierId", s.business_name as "businessName", s.owner_id as "ownerId", s.region
     from alerts a left join suppliers s on s.id = a.supplier_id
     where a.state = 'open' and a.severity = 'critical' and a.escalated_at is null and a.open_since <= ?
       and (exists (select 1 from wedding_dates w where w.supplier_id = s.id
           and abs(w.held_on - (?::timestamptz at time zone s.time_zone)::date) <= 1)
         or (?::boolean and a.supplier_id is null and a.resource = 'monitors'))
     order by a.open_since limit ? for update of a skip locked`,
    [openBefore, now, withHouse, limit],
  );
  return found.rows;
}

async function escalate(writer: Writer, alert: Unattended, options: EscalateOptions): Promise<void> {
  const person = options.canText === false ? undefined : await whoIsTexted(writer, alert);
  if (person !== undefined) await text(writer, alert, person, options);
  await writer
    .sql('alerts')
    .where({ id: alert.id })
    .update({ escalated_at: options.now, escalated_to: person?.name ?? null });
  if (alert.message_id !== null) await refreshMessage(writer, alert.message_id);
}

/** The supplier's owner, else a success or support lead who looks after its region; about the house an administrator. */
async function whoIsTexted({ sql }: Reader, { supplierId, ownerId, region }: Unattended): Promise<OnCall | undefined> {
  return sql('staff')
    .whereNull('disabled_at')
    .whereNotNull('phone')
    .where((either) =>
      supplierId === null
        ? either.whereRaw(`'admin' = any(roles)`)
        : either
            .where('id', ownerId)
            .orWhereRaw(`roles && array['cs_manager', 'support_lead'] and regions && array['*', ?]`, [region]),
    )
    .orderByRaw(`id is not distinct from ? desc, 'cs_manager' = any(roles) desc, id`, [ownerId])
    .first<OnCall | undefined>('name', 'phone');
}

async function text(
  writer: Writer,
  { id, title, path, supplierId, businessName }: Unattended,
  person: OnCall,
  { publicUrl, uuids = systemUuids }: EscalateOptions,
): Promise<void> {
  const whom = businessName === null ? 'on a day of many weddings' : `${businessName}, who has a wedding now`;
  const words = `WedSync: ${title}, ${whom}. Nobody has taken it yet. ${new URL(path ?? `/alerts/${id}/show`, publicUrl).href}`;
  await sendMessage(
    writer,
    {
      channel: 'sms',
      template: 'alert-escalation',
      recipient: person.phone,
      recipientName: person.name,
      supplierId,
      subject: `Nobody took: ${title}`,
      text: words,
      dedupKey: `escalation:${id}`,
    },
    uuids,
  );
}
