import { HttpError } from 'react-admin';
import { csrfToken } from '../session/session-store.ts';
import { readProblem } from './problem.ts';

/** Where the api answers; same origin, so the session cookie travels by itself. */
export const apiUrl = '/api';

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * The one way the admin talks to the api: cookie, CSRF header on unsafe calls, JSON in and out. Also the http client of ra-data-simple-rest.
 * @throws HttpError with the problem as `body`, so `body.errors` reaches form fields; status 0 when the network is gone
 */
export async function request(url: string, options: RequestInit = {}) {
  const response = await send(url, { ...options, credentials: 'same-origin', headers: headersFor(options) });
  const body = await response.text();
  const json: unknown = parse(body);
  if (!response.ok) throw problemError(response.status, json);
  return { status: response.status, headers: response.headers, body, json };
}

/** POSTs JSON below /api and gives the parsed answer; the caller says how to read it. */
export async function postJson(path: string, payload: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const { json } = await request(`${apiUrl}${path}`, { method: 'POST', body: JSON.stringify(payload), headers });
  return json;
}

/** GETs JSON below /api. @example const answer = schema.parse(await getJson(`/charges/${id}/refundable`)) */
export async function getJson(path: string, signal?: AbortSignal): Promise<unknown> {
  const { json } = await request(`${apiUrl}${path}`, { signal });
  return json;
}

async function send(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw problemError(0, null);
  }
}

function headersFor(options: RequestInit): Headers {
  const headers = new Headers(options.headers);
  headers.set('Accept', 'application/json');
  if (options.body !== undefined && options.body !== null) headers.set('Content-Type', 'application/json');
  const token = csrfToken();
  if (!safeMethods.has(options.method ?? 'GET') && token !== null) headers.set('x-csrf-token', token);
  return headers;
}

function problemError(status: number, body: unknown): HttpError {
  const problem = readProblem(status, body);
  return new HttpError(problem.message, status, problem);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
