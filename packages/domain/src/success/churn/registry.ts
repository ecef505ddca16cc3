import { defineError } from '@wedsync/domain/platform';
import { z } from 'zod';
import { churnModelStates, type ChurnModelState } from './contract.ts';
import { churnFeatureVersion } from './features.ts';
import { churnHorizons, mainHorizon } from './time-split.ts';

export const ModelStays = defineError('conflict', 'churn-model-stays', (p: { why: string }) => p.why);

/** Retrying would end the same way. */
export const TrainingTooLarge = defineError(
  'too-large',
  'churn-training-too-large',
  (p: { megabytes: number }) =>
    `Training needed more than the ${p.megabytes} MB it may take. Nothing was kept, and nothing else of the worker suffered.`,
);

/** What may be done to a model, and to which. */
export const churnOffices = {
  shadow: { from: ['draft', 'retired'], to: 'shadow' },
  promote: { from: ['draft', 'shadow', 'retired'], to: 'champion' },
  retire: { from: ['draft', 'shadow', 'champion'], to: 'retired' },
} as const satisfies Record<string, { from: readonly ChurnModelState[]; to: ChurnModelState }>;
export type ChurnOffice = keyof typeof churnOffices;

type Standing = { readonly state: ChurnModelState; readonly featureVersion: string };

/** Whether a model was trained on features that have another meaning now: in office it foretells nothing. */
export function isOutdated({ featureVersion }: Pick<Standing, 'featureVersion'>): boolean {
  return featureVersion !== churnFeatureVersion;
}

/** Why a model may not take an office now; null when it may. */
export function whyModelStays(model: Standing, office: ChurnOffice): string | null {
  const { state } = model;
  const { from, to } = churnOffices[office];
  if (to !== 'retired' && isOutdated(model))
    return 'It was trained on features that have another meaning now: train another.';
  if (from.some((known) => known === state)) return null;
  return `A model that is ${churnModelStates.find((known) => known === state) ?? state} cannot become ${to}.`;
}

export const trainChurnInputSchema = z.strictObject({
  seed: z.int().min(0).max(1_000_000).default(1).describe('The same seed on the same facts gives the same model'),
});

/** Trainings are asked for by horizon: "90". */
export const churnHorizonSchema = z.coerce.number().pipe(z.literal(churnHorizons)).default(mainHorizon);
