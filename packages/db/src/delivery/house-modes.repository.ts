import { isoInstant, type Reader, type Writer } from '../platform/index.ts';

/** A time in which alerts are told otherwise than on an ordinary day. */
export type KeptMode = {
  readonly mode: string;
  readonly inForce: boolean;
  readonly why: string;
  /** Minutes after which a critical alert that nobody took is texted; null leaves what the policy of alerts says. */
  readonly escalateAfterMinutes: number | null;
};

export type ModeNow = KeptMode & { readonly since: string; readonly judgedAt: string };

/** Keeps how a mode stands. @returns true when it began or ended by that */
export async function keepMode(
  { sql }: Writer,
  { mode, inForce, why, escalateAfterMinutes }: KeptMode,
  now: Date,
): Promise<boolean> {
  const known: { in_force: boolean } | undefined = await sql('house_modes')
    .where({ mode })
    .forUpdate()
    .first('in_force');
  const row = { in_force: inForce, why, escalate_after_minutes: escalateAfterMinutes, judged_at: now };
  const changed = known?.in_force !== inForce;
  await sql('house_modes')
    .insert({ mode, ...row, since: now })
    .onConflict('mode')
    .merge(changed ? { ...row, since: now } : row);
  return changed && (inForce || known !== undefined);
}

export async function houseModesNow({ sql }: Reader): Promise<ModeNow[]> {
  return sql('house_modes')
    .orderBy('mode')
    .select({
      mode: 'mode',
      inForce: 'in_force',
      why: 'why',
      escalateAfterMinutes: 'escalate_after_minutes',
      since: isoInstant(sql, 'since'),
      judgedAt: isoInstant(sql, 'judged_at'),
    });
}
