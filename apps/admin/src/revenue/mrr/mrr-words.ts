import type { MrrDimension, MrrMovementType } from '@wedsync/domain/revenue';
import type { Tone } from '../../platform/index.ts';

type Look = { readonly type: MrrMovementType; readonly label: string; readonly tone: Tone; readonly meaning: string };

/** The kinds of movement in the order a month is told, and how each looks. */
export const movementLooks: readonly Look[] = [
  { type: 'new', label: 'New', tone: 'positive', meaning: 'Suppliers who pay for the first time' },
  { type: 'reactivation', label: 'Reactivation', tone: 'info', meaning: 'Suppliers who had paid before and pay again' },
  { type: 'expansion', label: 'Expansion', tone: 'accent', meaning: 'Suppliers who pay more than before' },
  { type: 'contraction', label: 'Contraction', tone: 'caution', meaning: 'Suppliers who pay less than before' },
  { type: 'churn', label: 'Churn', tone: 'critical', meaning: 'Suppliers who pay nothing any more' },
  { type: 'fx_impact', label: 'Exchange rates', tone: 'neutral', meaning: 'The same price at another day’s rate' },
];

export const dimensionWords: Readonly<Record<MrrDimension, string>> = {
  tier: 'Plan',
  vendorType: 'Kind of vendor',
  region: 'Region',
  owner: 'Owner',
  season: 'Season joined',
  currency: 'Currency',
};

/** "Nov 26" from 2026-11. */
export function shortMonth(month: string): string {
  return written(month, { month: 'short', year: '2-digit' });
}

/** "November 2026" from 2026-11. */
export function longMonth(month: string): string {
  return written(month, { month: 'long', year: 'numeric' });
}

function written(month: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`));
}
