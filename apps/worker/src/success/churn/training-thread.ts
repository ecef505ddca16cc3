import { parentPort, workerData } from 'node:worker_threads';
import { trainChurnModel, type ChurnTraining, type NotEnough, type TrainedChurnModel } from '@wedsync/domain/success';
import type { Said } from './run-in-thread.ts';

/** Entry of the thread that trains: takes the training, tells how far it is, and answers with the model. */
const training: ChurnTraining = workerData;
const say = (said: Said<TrainedChurnModel | NotEnough>) => parentPort?.postMessage(said);
const answer = trainChurnModel(training, (done, note) => say({ kind: 'progress', done, note }));
say({ kind: 'answer', answer });
