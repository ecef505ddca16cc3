export type StripeErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** The `error` object of an answer that is not 2xx. */
export interface StripeErrorBody {
  readonly type: StripeErrorType;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
  readonly network_advice_code?: string;
  readonly charge?: string;
  readonly payment_intent?: unknown;
  readonly payment_method?: unknown;
  readonly doc_url?: string;
}

/** What the API answers instead of an object. */
export class StripeApiError extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.name = 'StripeApiError';
    this.status = status;
    this.body = body.code === undefined ? body : { ...body, doc_url: docUrl(body.code) };
  }
}

/** 400, the caller's fault. */
export function invalidRequest(message: string, more: { param?: string; code?: string } = {}): StripeApiError {
  return new StripeApiError(400, { type: 'invalid_request_error', message, ...more });
}

/** 404 in the words of the API: `No such customer: 'cus_1'`. */
export function noSuch(noun: string, id: string, param = 'id'): StripeApiError {
  const body = { message: `No such ${noun}: '${id}'`, code: 'resource_missing', param };
  return new StripeApiError(404, { type: 'invalid_request_error', ...body });
}

/** 400 for an id inside the parameters that leads nowhere. */
export function noSuchParam(noun: string, id: string, param: string): StripeApiError {
  return invalidRequest(`No such ${noun}: '${id}'`, { code: 'resource_missing', param });
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}
