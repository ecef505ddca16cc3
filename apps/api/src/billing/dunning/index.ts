import type { AnyAction, Door } from '../../platform/index.ts';
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
import { disputeDoors, saveDisputeEvidence, submitDisputeEvidence } from './disputes.ts';
import { dunningFiguresDoor } from './dunning-cases.ts';
import { letterPreviewDoor } from './letter-previews.ts';

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

export const collectionDoors: readonly Door[] = [dunningFiguresDoor, ...disputeDoors, letterPreviewDoor];
