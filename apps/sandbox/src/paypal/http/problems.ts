import type { Response } from 'express';

/** PayPal's shape of an error. */
export function refuse(response: Response, status: number, name: string, message: string, issue?: string): void {
  response.status(status).json({
    name,
    message,
    debug_id: 'sandbox',
    ...(issue === undefined ? {} : { details: [{ issue, description: issue.toLowerCase().replaceAll('_', ' ') }] }),
    links: [],
  });
}

export function notFound(response: Response): void {
  refuse(response, 404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.', 'INVALID_RESOURCE_ID');
}

export function unprocessable(response: Response, issue: string): void {
  refuse(
    response,
    422,
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
    issue,
  );
}
