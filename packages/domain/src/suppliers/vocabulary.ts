/** What a supplier sells at a wedding. */
export const vendorTypes = [
  'photographer',
  'videographer',
  'venue',
  'caterer',
  'florist',
  'music',
  'planner',
  'cake',
  'beauty',
  'stationery',
  'other',
] as const;
export type VendorType = (typeof vendorTypes)[number];

/** Where a supplier stands as a customer. */
export const lifecycles = ['trial', 'active', 'past_due', 'paused', 'cancelled'] as const;
export type Lifecycle = (typeof lifecycles)[number];

export const healthBands = ['critical', 'at_risk', 'attention', 'healthy', 'unknown'] as const;

export const planCodes = ['starter', 'professional', 'scale', 'enterprise'] as const;

/** What a note is about; the list is what the team asks for when it looks back. */
export const noteKinds = [
  'general',
  'call',
  'meeting',
  'email',
  'complaint',
  'praise',
  'cancellation_risk',
  'billing',
  'handover',
] as const;

/** Most urgent first. */
export const taskPriorities = ['urgent', 'high', 'normal', 'low'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

export const taskStatuses = ['open', 'snoozed', 'done', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** Who sent a contact or a wedding date: the host application replaces only what it sent itself. */
export const recordSources = ['staff', 'host'] as const;
