import { isProductEventName, productEventKinds, type ProductEventName } from '@wedsync/domain/connectors';
import { eventKindOf } from '@wedsync/domain/events';

/** Whether a name is one that only the product reports: what the house tells itself counts as the house tells it, whoever else uses the name. */
export function isProductOnly(name: string): name is ProductEventName {
  return isProductEventName(name) && eventKindOf(name) === undefined;
}

/** Whether anything of this name can happen. */
export function canHappen(name: string): boolean {
  return isProductEventName(name) || eventKindOf(name) !== undefined;
}

/** Names under which both the house tells and the product reports: events of the product by these names are not counted a second time. */
export const toldByHouse = Object.keys(productEventKinds).filter((name) => !isProductOnly(name));
