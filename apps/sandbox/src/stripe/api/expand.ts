import type { StripeObject, StripeReply } from '../contract.ts';
import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { isNoun, nounOfId } from '../kernel/tables.ts';
import type { Noun } from '../records/index.ts';
import { listReply } from '../resources/route.ts';

/** Deepest path the API follows. */
const maxDepth = 4;

type Extra = (kernel: Kernel, id: string) => StripeReply;

/** Fields an object has only when they are asked for. */
const extras: Readonly<Record<string, Readonly<Record<string, Extra>>>> = {
  invoice: {
    payments: (kernel, id) => {
      const rows = kernel.tables.invoice_payment.find('invoice', id);
      const objects = rows.map((row) => kernel.wire('invoice_payment', row));
      return newestOf(objects, `/v1/invoice_payments?invoice=${id}`);
    },
  },
  charge: {
    refunds: (kernel, id) => {
      const objects = kernel.tables.refund.find('charge', id).map((row) => kernel.wire('refund', row));
      return newestOf(objects, `/v1/charges/${id}/refunds`);
    },
  },
  customer: {
    subscriptions: (kernel, id) => {
      const rows = kernel.tables.subscription.find('customer', id).filter((row) => row.ended_at === null);
      const objects = rows.map((row) => kernel.wire('subscription', row));
      return newestOf(objects, `/v1/customers/${id}/subscriptions`);
    },
  },
};

function newestOf(objects: StripeObject[], url: string): StripeReply {
  const newestFirst = objects.toReversed();
  return listReply(url, newestFirst.slice(0, 10), newestFirst.length > 10);
}

/**
 * Replaces ids by the objects they stand for, along the paths of `expand[]`.
 * @throws invalid_request_error for a path that leads nowhere or too deep
 */
export function expandReply(kernel: Kernel, reply: StripeReply, paths: readonly string[]): StripeReply {
  return paths.reduce<StripeReply>((expanded, path) => {
    const fields = path.split('.');
    const depth = fields[0] === 'data' ? fields.length - 1 : fields.length;
    if (depth > maxDepth)
      throw invalidRequest(`You cannot expand more than ${maxDepth} levels of a property. Property: ${path}`);
    return expandFields(kernel, expanded, fields, path);
  }, reply);
}

function expandFields<T extends object>(kernel: Kernel, owner: T, fields: readonly string[], path: string): T {
  const [field, ...deeper] = fields;
  if (field === undefined) return owner;
  const own = read(owner, field);
  // What is empty may be expanded; it stays empty.
  const value = own === undefined ? extraOf(kernel, owner, field) : own;
  if (value === undefined) {
    if (isOptional(owner, field)) return owner;
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return { ...owner, [field]: expandValue(kernel, value, deeper, path) };
}

/** Expandable fields that an object only has once there is something in them. */
const optional: Readonly<Record<string, readonly string[]>> = { refund: ['failure_balance_transaction'] };

function isOptional(owner: object, field: string): boolean {
  const object = read(owner, 'object');
  return typeof object === 'string' && (optional[object] ?? []).includes(field);
}

function expandValue(kernel: Kernel, value: unknown, deeper: readonly string[], path: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandValue(kernel, entry, deeper, path));
  if (typeof value === 'string') {
    const object = lookUp(kernel, value);
    return object === undefined ? value : expandFields(kernel, object, deeper, path);
  }
  return isHash(value) ? expandFields(kernel, value, deeper, path) : value;
}

function extraOf(kernel: Kernel, owner: object, field: string): StripeReply | undefined {
  const object = read(owner, 'object');
  const id = read(owner, 'id');
  if (typeof object !== 'string' || typeof id !== 'string') return undefined;
  return extras[object]?.[field]?.(kernel, id);
}

function read(owner: object, field: string): unknown {
  return Object.entries(owner).find(([name]) => name === field)?.[1];
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The object behind an id, as the API would answer it. */
export function lookUp(kernel: Kernel, id: string): StripeObject | undefined {
  const noun = nounOfId(id);
  return wireById(kernel, noun, id) ?? wireNamed(kernel, id);
}

/** Products and coupons may carry names their makers chose. */
function wireNamed(kernel: Kernel, id: string): StripeObject | undefined {
  return wireById(kernel, 'coupon', id) ?? wireById(kernel, 'product', id);
}

function wireById(kernel: Kernel, noun: Noun, id: string): StripeObject | undefined {
  const row = kernel.tables[noun].get(id);
  return row && kernel.wire(noun, row);
}

/** All objects of a kind, oldest first; nothing for kinds that do not exist. */
export function listObjects(kernel: Kernel, object: string): StripeObject[] {
  if (!isNoun(object, kernel.tables)) return [];
  const objects: StripeObject[] = [];
  for (const row of kernel.tables[object].all()) if (!row.deleted) objects.push(kernel.wire(object, row));
  return objects;
}
