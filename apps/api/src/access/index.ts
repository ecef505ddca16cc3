import type { ApiCapability } from '../platform/index.ts';

export { authenticateService } from './authenticate-service.ts';
export { commands } from './commands.ts';
export { createIdentity, type Identity } from './identity.ts';

export const access: ApiCapability = { name: 'access', resources: [], actions: [] };
