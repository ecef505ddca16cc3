import type { NextFunction, Request, Response } from 'express';
import type { PaypalFaults } from '../contract.ts';
import { refuse } from './problems.ts';

type Kind = PaypalFaults['next'][number]['kind'];

/** Lets calls fail as ordered, or by chance: refused before, broken, or done and never answered. */
export function failOnDemand(faults: PaypalFaults, random: () => number) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const kind = takeNext(faults, request) ?? byChance(faults, random);
    if (kind === 'throttle') return refuse(response, 429, 'RATE_LIMIT_REACHED', 'Too many requests.');
    if (kind === 'server_error')
      return refuse(response, 500, 'INTERNAL_SERVER_ERROR', 'An internal server error occurred.');
    if (kind === 'timeout_after_success') answerNever(response, faults.timeoutMs);
    next();
  };
}

function takeNext(faults: PaypalFaults, { method, path }: Request): Kind | null {
  const at = faults.next.findIndex(
    (fault) => path.startsWith(fault.path) && (fault.method === undefined || fault.method === method),
  );
  return at === -1 ? null : (faults.next.splice(at, 1)[0]?.kind ?? null);
}

function byChance(faults: PaypalFaults, random: () => number): Kind | null {
  if (faults.throttleRate > 0 && random() < faults.throttleRate) return 'throttle';
  if (faults.serverErrorRate > 0 && random() < faults.serverErrorRate) return 'server_error';
  const silent = faults.timeoutAfterSuccessRate > 0 && random() < faults.timeoutAfterSuccessRate;
  return silent ? 'timeout_after_success' : null;
}

/** The work is done; the line goes dead instead of the answer. */
function answerNever(response: Response, timeoutMs: number): void {
  const hangUp = () => void setTimeout(() => response.destroy(), timeoutMs).unref();
  response.json = () => {
    hangUp();
    return response;
  };
}
