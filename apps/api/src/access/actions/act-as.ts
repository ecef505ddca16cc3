import { findStaffIdentity } from '@wedsync/db/access';
import type { ActionRun } from '@wedsync/domain/access';
import { actorOf, createId, Forbidden } from '@wedsync/domain/platform';
import type { ApiCapability, ApiServices } from '../../platform/index.ts';
import { engineOf } from '../bulk/bulk-runner.ts';
import { staffPrincipal } from '../directory.ts';
import { runAction, type ActionRequest } from './run-action.ts';

export type ActionAsked = {
  readonly staffId: string;
  readonly resource: string;
  readonly verb: string;
  readonly target: string;
  readonly input: unknown;
  readonly idempotencyKey: string;
} & Pick<ActionRequest, 'alongside'>;

/**
 * Runs actions for people whom another system recognised, such as Slack: through the one engine, with the rights they have at that moment.
 * @throws Forbidden for somebody without an account, or whatever the action refuses with
 */
export function actAs(
  services: ApiServices,
  actions: ApiCapability['actions'],
): (asked: ActionAsked) => Promise<ActionRun> {
  const engine = engineOf(services, [{ name: 'act-as', resources: [], actions }]);
  return async ({ staffId, resource, verb, target, input, idempotencyKey, alongside }) => {
    const identity = await findStaffIdentity(services.store.pool, staffId);
    if (identity === undefined) throw Forbidden({ why: 'There is no such account.' });
    const principal = staffPrincipal(identity);
    const actor = actorOf(principal, createId('request', services.uuids.next()));
    const action = engine.registry.action(resource, verb);
    const request = { action, target, input, reason: null, previewToken: null, idempotencyKey, alongside };
    return runAction(engine, { ...services, principal, actor }, request);
  };
}
