import {
  providerName,
  type PaymentSyncStatus,
  type syncPlatforms,
  type syncTypes,
  type validationLevels,
} from '@wedsync/domain/billing';

type Words<Of extends readonly string[]> = Readonly<Record<Of[number], string>>;

export const platformWords: Words<typeof syncPlatforms> = {
  stripe: providerName('stripe'),
  paypal: providerName('paypal'),
};
export const typeWords: Words<typeof syncTypes> = {
  full: 'Everything, or a range of days',
  incremental: 'What is new since the last sync',
  object: 'One object',
};
export const levelWords: Words<typeof validationLevels> = { basic: 'Basic', standard: 'Standard', strict: 'Strict' };

/** "PayPal, what is new", "Stripe, ch_1", "PayPal, 1 Jan – 3 Feb". */
export function nameOfSync({ platform, syncType, objectId, dateRange }: PaymentSyncStatus): string {
  const range = dateRange === null ? null : `${day(dateRange.from)} – ${day(dateRange.to)}`;
  const what = objectId ?? range ?? (syncType === 'full' ? 'everything' : 'what is new');
  return `${providerName(platform)}, ${what}`;
}

function day(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(at),
  );
}

/** "45 minutes", "6 hours", "7 days". */
export function spanOf(minutes: number): string {
  const [unit, count] =
    minutes % 1_440 === 0
      ? ['day', minutes / 1_440]
      : minutes % 60 === 0
        ? ['hour', minutes / 60]
        : ['minute', minutes];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
