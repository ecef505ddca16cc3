const on = (event: string, times = 1, detail: string | null = null) => ({ event, detail, times });
const photographers = ['photographer', 'videographer'];
const rooms = ['venue', 'caterer', 'florist', 'cake', 'stationery'];
const performers = ['music', 'beauty'];

type FirstMilestone = {
  readonly key: string;
  readonly title: string;
  readonly types?: readonly string[];
  readonly rule: ReturnType<typeof on>;
  readonly targetDays: number;
  readonly celebration?: readonly [title: string, text: string];
};

/** The way of a supplier from the first day, in order; later changes are made in the admin, never here. */
const way: readonly FirstMilestone[] = [
  { key: 'profile_completed', title: 'Profile completed', rule: on('profile.completed'), targetDays: 7 },
  { key: 'calendar_synced', title: 'Calendar synced', rule: on('calendar.synced'), targetDays: 14 },
  {
    key: 'first_enquiry_answered',
    title: 'First enquiry answered',
    rule: on('enquiry.answered'),
    targetDays: 14,
    celebration: [
      'Your first enquiry is answered',
      'Couples who hear back the same day are the ones who book. The next enquiry waits in your inbox like this one did.',
    ],
  },
  {
    key: 'calendar_at_work',
    title: 'Bookings run in the calendar',
    types: ['venue'],
    rule: on('feature.used', 5, 'calendar'),
    targetDays: 45,
    celebration: ['Your calendar is at work', 'Couples now see which dates are free, and no date is promised twice.'],
  },
  {
    key: 'enquiry_form_used',
    title: 'Menus and quotes asked for by form',
    types: rooms,
    rule: on('form.submitted', 3),
    targetDays: 45,
  },
  {
    key: 'team_invited',
    title: 'Team invited',
    types: ['venue', 'caterer', 'planner'],
    rule: on('team.invited'),
    targetDays: 60,
  },
  {
    key: 'first_contract_signed',
    title: 'First contract signed',
    rule: on('contract.signed'),
    targetDays: 45,
    celebration: [
      'Your first contract is signed',
      'Congratulations! Signed here, paid here: the invoice is one click away.',
    ],
  },
  {
    key: 'first_invoice_sent',
    title: 'First invoice sent',
    types: [...performers, 'planner', 'other'],
    rule: on('invoice.sent'),
    targetDays: 45,
  },
  {
    key: 'workflow_used',
    title: 'First workflow run',
    types: ['planner'],
    rule: on('feature.used', 1, 'workflows'),
    targetDays: 60,
  },
  {
    key: 'tenth_enquiry_answered',
    title: '10 enquiries answered',
    rule: on('enquiry.answered', 10),
    targetDays: 90,
    celebration: [
      'Ten enquiries answered',
      'Ten couples know you now. Your reports show how fast you answer and who books.',
    ],
  },
  {
    key: 'gallery_published',
    title: 'First gallery published',
    types: photographers,
    rule: on('gallery.published'),
    targetDays: 120,
    celebration: [
      'Your first gallery is out',
      'The couple can see and share it now. Their guests see whose work it is.',
    ],
  },
];

/** The rows of the first milestones. */
export const firstMilestones = way.map(({ key, title, types = [], rule, targetDays, celebration }, index) => ({
  id: `mil_${key.replaceAll('_', '')}`,
  key,
  title,
  vendor_types: types,
  rule: JSON.stringify(rule),
  target_days: targetDays,
  position: 10 * (index + 1),
  celebration: celebration === undefined ? null : JSON.stringify({ title: celebration[0], text: celebration[1] }),
}));
