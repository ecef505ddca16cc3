import {
  findHealthSimulation,
  publishedHealthModel,
  publishHealthModel,
  refuseUnfitSegments,
  requestSimulation,
} from '@wedsync/db/success';
import { emitEvents, enqueueJob } from '@wedsync/db/platform';
import {
  HealthModelStays,
  riskBands,
  whyNotPublished,
  type HealthModelRow,
  type HealthSimulationRow,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, type ActionPreview, type Assessment } from '../../platform/index.ts';
import { healthModelOf } from './models.ts';

const noInput = z.strictObject({});

/** Tries a model on everybody and on the past in the worker; nothing changes for anybody. */
export const simulateHealthModel = defineAction({
  resource: 'health-models',
  verb: 'simulate',
  title: 'Simulate',
  description: 'Try it on everybody as they are now and on the last 12 months; nobody’s health changes',
  danger: false,
  reasonRequired: false,
  input: noInput,
  available: async (reader, id) => {
    const why = whyNotSimulated(await healthModelOf(reader, id));
    return why === null ? { allowed: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const model = await healthModelOf(reader, id);
    refuse(whyNotSimulated(model));
    const against = await publishedHealthModel(reader);
    return decided(standing(model, against), {
      lines: [
        { label: 'Tried', value: model.title },
        { label: 'Held against', value: against.title },
      ],
      warnings: [],
    });
  },
  perform: async (writer, id, _input, { clock, uuids }) => {
    const model = await healthModelOf(writer, id);
    const { number } = await publishedHealthModel(writer);
    const simulationId = await requestSimulation(writer, model, number, { now: clock.now(), uuids });
    return { state: 'succeeded', result: { simulationId } };
  },
});

/** From now on this model scores everybody; always by two people. Publishing an earlier model again is how one goes back. */
export const publishModel = defineAction({
  resource: 'health-models',
  verb: 'publish',
  title: 'Publish',
  description: 'Let it score everybody from now on; the model that scores now is kept and can be published again',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: async (reader, id) => {
    const why = whyNotPublished(await healthModelOf(reader, id));
    return why === null ? { allowed: true, needsApproval: true } : { allowed: false, why };
  },
  assess: async (reader, id) => {
    const model = await healthModelOf(reader, id);
    refuse(whyNotPublished(model));
    await refuseUnfitSegments(reader, model.config);
    const against = await publishedHealthModel(reader);
    const tried =
      model.simulation?.current === true ? await findHealthSimulation(reader, model.simulation.id) : undefined;
    return {
      ...decided(standing(model, against), publicationPreview(model, against, tried)),
      approval: { permission: 'health-models:approve', why: 'How everybody is scored is decided by two people.' },
    };
  },
  perform: async (writer, id, _input, { clock }, run) => {
    const model = await healthModelOf(writer, id);
    refuse(whyNotPublished(model));
    await refuseUnfitSegments(writer, model.config);
    if (run.approvedBy === null) refuse('A model is published by two people.');
    const at = clock.now();
    const appliedByRun = await enqueueJob(writer, { name: 'health.apply-model', input: { number: model.number } });
    const publication = { at, byName: run.requestedByName, approverName: writer.actor.name, appliedByRun };
    await publishHealthModel(writer, id, publication);
    await emitEvents(writer, [
      {
        type: 'health_model.published',
        supplierId: null,
        resource: 'health-models',
        resourceId: id,
        summary: `${model.title} scores health now`,
        occurredAt: at,
      },
    ]);
    return { state: 'succeeded', result: { modelId: id, number: model.number } };
  },
});

function whyNotSimulated({ state, simulation }: HealthModelRow): string | null {
  if (state === 'published') return 'This model scores now: it would change nobody.';
  return simulation?.state === 'waiting' || simulation?.state === 'running' ? 'A simulation is running.' : null;
}

function publicationPreview(
  model: HealthModelRow,
  against: HealthModelRow,
  tried: HealthSimulationRow | undefined,
): ActionPreview {
  const lines = [
    { label: 'Scores from now on', value: `${model.title} (number ${model.number})` },
    { label: 'Retires', value: `${against.title} (number ${against.number})` },
  ];
  if (!tried?.population || !tried.backtest)
    return { lines, warnings: ['It was not simulated against the model that scores now; it has scored before.'] };
  return {
    lines: [...lines, ...populationLines(tried.population), ...backtestLines(tried.backtest)],
    warnings: [],
    data: { simulationId: tried.id },
  };
}

function populationLines({ suppliers, bandChanged, atRisk, moves }: NonNullable<HealthSimulationRow['population']>) {
  const fallen = moves
    .filter(({ from, to }) => !riskBands.includes(from) && riskBands.includes(to))
    .reduce((sum, one) => sum + one.suppliers, 0);
  return [
    { label: 'Change band', value: `${bandChanged} of ${suppliers} suppliers` },
    { label: 'Newly at risk', value: `${fallen} suppliers` },
    { label: 'At risk', value: `${atRisk.before.suppliers} suppliers today, ${atRisk.after.suppliers} then` },
    { label: 'MRR at risk', value: `${pounds(atRisk.before.mrrMinor)} today, ${pounds(atRisk.after.mrrMinor)} then` },
  ];
}

function backtestLines({ enough, leavers, published, draft }: NonNullable<HealthSimulationRow['backtest']>) {
  const label = 'Back-test of 12 months (AUC)';
  if (!enough || draft.auc === null || published.auc === null)
    return [{ label, value: `Not enough data: ${leavers} left` }];
  return [{ label, value: `${published.auc.value.toFixed(3)} today, ${draft.auc.value.toFixed(3)} then` }];
}

function pounds(amountMinor: number): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(amountMinor / 100);
}

/** What a decision rests on: this edit of the model, its simulation, and what scores now. */
function standing({ id, version, simulation }: HealthModelRow, against: HealthModelRow): string {
  return JSON.stringify([id, version, simulation?.id, simulation?.state, against.number]);
}

function decided(fingerprint: string, preview: ActionPreview): Assessment {
  return { supplierId: null, amount: null, approval: null, fingerprint, preview };
}

function refuse(why: string | null): void {
  if (why !== null) throw HealthModelStays({ why });
}
