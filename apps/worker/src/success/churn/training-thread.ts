import { parentPort, workerData } from 'node:worker_threads';
import { trainChurnModel, type ChurnTraining } from '@wedsync/domain/success';

/** Entry of the thread that trains: takes the training, tells how far it is, and answers with the model. */
const training: ChurnTraining = workerData;
const model = trainChurnModel(training, (done, note) => parentPort?.postMessage({ kind: 'progress', done, note }));
parentPort?.postMessage({ kind: 'model', model });
