export type SnoozeTime = { readonly label: string; readonly at: Date };

const morningHour = 9;

/** Times a task usually comes back, at nine in the reader's morning. */
export function snoozeTimes(now: Date): readonly SnoozeTime[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { label: 'Tomorrow morning', at: morning(now, 1) },
    { label: 'In three days', at: morning(now, 3) },
    { label: 'Next Monday', at: morning(now, daysToMonday) },
    { label: 'In two weeks', at: morning(now, 14) },
  ];
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour);
}
