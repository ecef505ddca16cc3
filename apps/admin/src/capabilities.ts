import { access } from './access/index.ts';
import { billing } from './billing/index.ts';
import { connectors } from './connectors/index.ts';
import { delivery } from './delivery/index.ts';
import { operations } from './operations/index.ts';
import type { AdminCapability } from './platform/capability.ts';
import { privacy } from './privacy/index.ts';
import { revenue } from './revenue/index.ts';
import { success } from './success/index.ts';
import { suppliers } from './suppliers/index.ts';

/** Everything the admin can do, one line per capability, in the order of the rail. */
export const capabilities: readonly AdminCapability[] = [
  suppliers,
  billing,
  revenue,
  success,
  connectors,
  delivery,
  privacy,
  access,
  operations,
];
