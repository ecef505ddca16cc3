import type { ApiCapability } from '../platform/index.ts';

export { authenticateService } from './authenticate-service.ts';

export const access: ApiCapability = { name: 'access', resources: [], actions: [] };
