import { dismissedDays, dismissPrediction, findChurnPrediction } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { tellStory } from '@wedsync/db/suppliers';
import { NotFound } from '@wedsync/domain/platform';
import { ModelStays, type ChurnPredictionRow } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction } from '../../platform/index.ts';

/** A person knows better: the prediction leaves the worklist and its reason is kept for whoever trains the next model. */
export const dismissChurnPrediction = defineAction({
  resource: 'churn-predictions',
  verb: 'dismiss',
  title: 'Dismiss as wrong',
  description: `Say why this prediction is wrong; it leaves the worklist for ${dismissedDays} days`,
  danger: false,
  reasonRequired: true,
  input: z.strictObject({}),
  available: async (reader, id) =>
    (await predictionOf(reader, id)).dismissed === null
      ? { allowed: true }
      : { allowed: false, why: 'It has been dismissed already.' },
  assess: async (reader, id) => {
    const { supplierId, businessName, probability, horizonDays, dismissed } = await predictionOf(reader, id);
    if (dismissed !== null) throw ModelStays({ why: 'It has been dismissed already.' });
    return {
      supplierId,
      amount: null,
      approval: null,
      fingerprint: id,
      preview: {
        lines: [
          { label: 'Supplier', value: businessName },
          { label: 'Foretold', value: `${(probability * 100).toFixed(1)} % to leave within ${horizonDays} days` },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, id, _input, { clock }) => {
    const { supplierId, businessName } = await predictionOf(writer, id);
    const { name, reason = '' } = writer.actor;
    const at = clock.now();
    await dismissPrediction(writer, id, { reason, at });
    const title = `${name} dismissed the risk of leaving as wrong: ${reason}`;
    await tellStory(
      writer,
      {
        type: 'churn_prediction.dismissed',
        supplierId,
        resource: 'churn-predictions',
        resourceId: id,
        summary: `${businessName}: ${title}`,
        occurredAt: at,
      },
      { kind: 'health', title, source: 'churn', sourceId: `${id}:${at.toISOString()}` },
    );
    return { state: 'succeeded' };
  },
});

async function predictionOf(reader: Reader, id: string): Promise<ChurnPredictionRow> {
  const prediction = await findChurnPrediction(reader, id);
  if (prediction === undefined) throw NotFound({ what: 'churn prediction', id });
  return prediction;
}
