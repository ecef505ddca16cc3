import { digestsOnSegment } from '../operations/digest-rules.queries.ts';
import type { FindUses } from '../platform/index.ts';
import { healthModelsOnSegment } from '../success/health/model-segments.queries.ts';
import { playbooksOnSegment, playbooksOnTemplate } from '../success/playbooks/playbook-uses.ts';
import { savedViewsOnSegment } from '../suppliers/index.ts';

/** Everything that may stand on a segment, so that none changes or goes from under it; one line each, as migrations are listed. */
export const segmentUses: readonly FindUses[] = [
  savedViewsOnSegment,
  playbooksOnSegment,
  healthModelsOnSegment,
  digestsOnSegment,
];

/** Everything that may stand on a template that staff write. */
export const templateUses: readonly FindUses[] = [playbooksOnTemplate];
