import { findSegmentMembership, listSegmentMemberships } from '@wedsync/db/suppliers';
import { segmentMembershipFilterSchema, segmentMembershipSchema } from '@wedsync/domain/suppliers';
import { defineResource } from '../../platform/index.ts';

export const segmentMembershipsResource = defineResource({
  name: 'segment-memberships',
  description: 'Which supplier was in which segment, from when to when.',
  row: segmentMembershipSchema,
  filter: segmentMembershipFilterSchema,
  list: listSegmentMemberships,
  show: findSegmentMembership,
});
