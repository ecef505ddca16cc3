import type { ApiCapability } from '../platform/index.ts';
import { suppliersResource } from './suppliers.ts';

export const suppliers: ApiCapability = { name: 'suppliers', resources: [suppliersResource], actions: [] };
