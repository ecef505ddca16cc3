import { StripeApiError } from '../errors.ts';
import type { Route } from '../resources/route.ts';
import { routes } from '../resources/index.ts';

interface Match {
  readonly route: Route;
  readonly id: string;
}

const byTarget: ReadonlyMap<string, Route> = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));

/**
 * Finds the endpoint of a call; fixed paths win over ones with an id.
 * @throws 404 in the words of the API
 */
export function findRoute(method: string, path: string): Match {
  const fixed = byTarget.get(`${method} ${path}`);
  if (fixed !== undefined) return { route: fixed, id: '' };
  const [, version, resource, id = '', ...rest] = path.split('/');
  const pattern = ['', version, resource, ':id', ...rest].join('/');
  const route = id === '' ? undefined : byTarget.get(`${method} ${pattern}`);
  if (route !== undefined) return { route, id: decodeURIComponent(id) };
  const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
  throw new StripeApiError(404, { type: 'invalid_request_error', message });
}
