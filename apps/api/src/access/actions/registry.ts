import { NotFound } from '@wedsync/domain/platform';
import type { AnyAction, AnyResource, ApiCapability } from '../../platform/index.ts';

/** Every action and resource of the api, found by name. */
export type Registry = {
  readonly actions: readonly AnyAction[];
  actionsOf(resource: string): readonly AnyAction[];
  findAction(name: string): AnyAction | undefined;
  /** @throws NotFound */
  action(resource: string, verb: string): AnyAction;
  /** By its whole name, or by its verb and the resource. @throws NotFound */
  named(nameOrVerb: string, resource?: string): AnyAction;
  findResource(name: string): AnyResource | undefined;
};

/** @throws Error when two actions have one name, or one that writes to customers is offered for any number at once */
export function createRegistry(capabilities: readonly ApiCapability[]): Registry {
  const actions = capabilities.flatMap((capability) => capability.actions);
  const byName = new Map(actions.map((action) => [action.name, action]));
  const resources = new Map(
    capabilities.flatMap((each) => each.resources).map((resource) => [resource.name, resource]),
  );
  if (byName.size !== actions.length) throw new Error('Two actions have the same name.');
  const unbounded = actions.find(sendsToAnyNumber);
  if (unbounded !== undefined)
    throw new Error(`${unbounded.name} writes to customers: say of how many records one person may ask it alone.`);
  const action = (name: string): AnyAction => {
    const found = byName.get(name);
    if (found === undefined) throw NotFound({ what: 'action', id: name });
    return found;
  };
  return {
    actions,
    actionsOf: (resource) => actions.filter(({ definition }) => definition.resource === resource),
    findAction: (name) => byName.get(name),
    action: (resource, verb) => action(`${resource}.${verb}`),
    named: (nameOrVerb, resource) =>
      action(resource === undefined || nameOrVerb.includes('.') ? nameOrVerb : `${resource}.${nameOrVerb}`),
    findResource: (name) => resources.get(name),
  };
}

function sendsToAnyNumber({ definition: { bulk, sendsMail, aloneUpTo } }: AnyAction): boolean {
  return bulk === true && sendsMail === true && aloneUpTo === undefined;
}
