import type { ApiCapability } from '../platform/index.ts';
import { actionDoors } from './actions/routes.ts';
import { approve, reject, withdraw } from './actions/decide-approval.ts';
import { actionRuns, approvals } from './approvals.ts';
import { bulkOutcomeDoor } from './bulk/bulk-outcome-file.ts';
import { bulkRuns, cancelBulkRun, startBulkRun } from './bulk/bulk-runs.ts';
import { auditEntries, auditVerificationDoor } from './audit-entries.ts';
import { auditExportDoor } from './export-audit.ts';
import { sessionSigns } from './identity.ts';
import { revokeToken, rotateToken, serviceTokens } from './service-tokens.ts';
import {
  admitStaffMember,
  changeAccess,
  disableStaff,
  enableStaff,
  resetAuthenticator,
  resetPassword,
  unlockStaff,
} from './staff-actions.ts';
import { staff } from './staff.ts';
import { viewAsSupplier } from './view-as.ts';

export { actionRoutes } from './actions/routes.ts';
export { createBulkRunner } from './bulk/bulk-runner.ts';
export { keepRunning } from './bulk/keep-running.ts';
export { commands } from './commands.ts';
export { actAs } from './actions/act-as.ts';
export { createIdentity } from './identity.ts';
export { createSigner } from './keys.ts';
export { defineMachineDoor, defineTwoWayDoor, type TwoWayDoor } from './machine-door.ts';

/** Who may do what, and the proof of what was done. */
export const access: ApiCapability = {
  name: 'access',
  resources: [staff, serviceTokens, approvals, actionRuns, bulkRuns, auditEntries],
  actions: [
    admitStaffMember,
    changeAccess,
    disableStaff,
    enableStaff,
    resetPassword,
    resetAuthenticator,
    unlockStaff,
    rotateToken,
    revokeToken,
    approve,
    reject,
    withdraw,
    startBulkRun,
    cancelBulkRun,
    viewAsSupplier,
  ],
  doors: [auditVerificationDoor, auditExportDoor, bulkOutcomeDoor],
  signs: [...sessionSigns, ...actionDoors.map(({ sign }) => sign)],
};
