import { Router } from 'express';
import type { AnyAction, ApiServices } from '../../platform/index.ts';
import {
  extendGrace,
  makeCardLink,
  pauseCase,
  promiseToPay,
  resumeCase,
  retryNow,
  skipStep,
  writeNote,
} from './case-actions.ts';
import { disputeRoutes, saveDisputeEvidence, submitDisputeEvidence } from './disputes.ts';
import { dunningFigureRoutes } from './dunning-cases.ts';
import { letterPreviewRoutes } from './letter-previews.ts';

export { dunningCases } from './dunning-cases.ts';

/** What can be done about debts and disputes. */
export const collectionActions: readonly AnyAction[] = [
  pauseCase,
  promiseToPay,
  resumeCase,
  extendGrace,
  skipStep,
  retryNow,
  makeCardLink,
  writeNote,
  saveDisputeEvidence,
  submitDisputeEvidence,
];

export function collectionRoutes(services: ApiServices): Router {
  return Router().use(dunningFigureRoutes(services), disputeRoutes(services), letterPreviewRoutes(services));
}
