import { access } from './access/index.ts';
import { billing } from './billing/index.ts';
import { connectors } from './connectors/index.ts';
import { delivery } from './delivery/index.ts';
import { operations } from './operations/index.ts';
import type { ApiCapability } from './platform/index.ts';
import { privacy } from './privacy/index.ts';
import { revenue } from './revenue/index.ts';
import { success } from './success/index.ts';
import { suppliers } from './suppliers/index.ts';

/** Everything the api offers, one line a capability. */
export const capabilities: readonly ApiCapability[] = [
  access,
  suppliers,
  privacy,
  connectors,
  delivery,
  billing,
  revenue,
  success,
  operations,
];
