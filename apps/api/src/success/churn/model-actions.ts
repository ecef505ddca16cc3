import { askForTraining, findChurnModel, giveOffice, openTraining, predecessorOf } from '@wedsync/db/success';
import { emitEvents, enqueueJob, type Reader, type Writer } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import {
  churnHorizonSchema,
  churnOffices,
  ModelStays,
  trainChurnInputSchema,
  whyModelStays,
  type ChurnModelRow,
  type ChurnOffice,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, type Assessment, type RunReference } from '../../platform/index.ts';

const noInput = z.strictObject({});

/** Asked for by horizon: there is no model yet. */
export const trainChurnModel = defineAction({
  resource: 'churn-horizons',
  verb: 'train',
  title: 'Train a model',
  description: 'Draw a snapshot of the past and train a challenger on it; it goes live only when two people promote it',
  danger: false,
  reasonRequired: false,
  input: trainChurnInputSchema,
  assess: async (reader, target, { seed }) => {
    const horizonDays = churnHorizonSchema.parse(target);
    const open = await openTraining(reader, horizonDays);
    const underWay =
      open === undefined ? [] : [`One is under way, asked for by ${open.byName ?? 'the house'}: you get that one.`];
    return decided(
      `train ${horizonDays} ${seed}`,
      [
        { label: 'Foretells', value: `Leaving within ${horizonDays} days` },
        { label: 'Learns from', value: 'Ends of the last 24 months whose horizon has passed' },
        { label: 'Becomes', value: 'A draft; nothing goes live' },
      ],
      underWay,
    );
  },
  perform: async (writer, target, { seed }) => {
    const { id, name } = writer.actor;
    const horizonDays = churnHorizonSchema.parse(target);
    const { jobRunId, isNew } = await askForTraining(writer, { horizonDays, seed, author: { id, name } });
    return { state: 'succeeded', result: { jobRunId, wasUnderWay: !isNew } };
  },
});

/** Foretells beside the champion without being shown, to be compared on what comes. */
export const shadowChurnModel = defineAction({
  resource: 'churn-models',
  verb: 'shadow',
  title: 'Run as shadow',
  description: 'Let it foretell beside the champion; nobody sees it, and what it said is compared later',
  danger: false,
  reasonRequired: false,
  input: noInput,
  available: (reader, id) => mayTake(reader, id, 'shadow'),
  assess: async (reader, id) => {
    const model = await modelFor(reader, id, 'shadow');
    return decided(standing(model), [{ label: 'Model', value: model.name }, ...figures(model)]);
  },
  perform: (writer, id, _input, { clock }, run) => take(writer, id, 'shadow', clock.now(), run),
});

/** From now on this model's predictions are shown and order the worklist; always by two people. */
export const promoteChurnModel = defineAction({
  resource: 'churn-models',
  verb: 'promote',
  title: 'Promote to champion',
  description: 'Let its predictions be shown and order the worklist; who is champion now retires',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: async (reader, id) => {
    const may = await mayTake(reader, id, 'promote');
    return may.allowed ? { allowed: true, needsApproval: true } : may;
  },
  assess: async (reader, id) => {
    const model = await modelFor(reader, id, 'promote');
    return {
      ...decided(standing(model), [{ label: 'Model', value: model.name }, ...figures(model)], warningsOf(model)),
      approval: { permission: 'churn-models:approve', why: 'Who is called at risk is decided by two people.' },
    };
  },
  perform: (writer, id, _input, { clock }, run) => take(writer, id, 'promote', clock.now(), run),
});

/** Takes a model out of office. Without a champion nothing is foretold. */
export const retireChurnModel = defineAction({
  resource: 'churn-models',
  verb: 'retire',
  title: 'Retire',
  description: 'Take it out of office; it stays on record',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: (reader, id) => mayTake(reader, id, 'retire'),
  assess: async (reader, id) => {
    const model = await modelFor(reader, id, 'retire');
    const warning = `Nothing will be foretold for ${model.horizonDays} days until another is promoted.`;
    return decided(
      standing(model),
      [{ label: 'Model', value: model.name }],
      model.state === 'champion' ? [warning] : [],
    );
  },
  perform: (writer, id, _input, { clock }, run) => take(writer, id, 'retire', clock.now(), run),
});

/** Brings back who was champion before: it was agreed to by two people already, so one may do it at once. */
export const rollBackChurnModel = defineAction({
  resource: 'churn-models',
  verb: 'roll-back',
  title: 'Roll back',
  description: 'Bring back the champion before this one, at once',
  danger: true,
  reasonRequired: true,
  input: noInput,
  available: async (reader, id) => {
    const model = await findChurnModel(reader, id);
    if (model?.state !== 'champion') return { allowed: false, why: 'Only a champion can be rolled back.' };
    const before = await predecessorOf(reader, model);
    if (before === undefined) return { allowed: false, why: 'There was no champion before it.' };
    return allowedUnless(whyModelStays(before, 'promote'));
  },
  assess: async (reader, id) => {
    const { model, before } = await succession(reader, id);
    return decided(standing(model), [
      { label: 'Retires', value: model.name },
      { label: 'Comes back', value: before.name },
      ...figures(before),
    ]);
  },
  perform: async (writer, id, _input, { clock }, run) => {
    const { before } = await succession(writer, id);
    return take(writer, before.id, 'promote', clock.now(), run, before.approverName);
  },
});

async function succession(reader: Reader, id: string) {
  const model = await found(reader, id);
  const before = model.state === 'champion' ? await predecessorOf(reader, model) : undefined;
  if (before === undefined) throw ModelStays({ why: 'There was no champion before it.' });
  return { model, before };
}

async function take(
  writer: Writer,
  id: string,
  office: ChurnOffice,
  at: Date,
  run: RunReference,
  approverName = run.approvedBy === null ? null : writer.actor.name,
) {
  const model = await modelFor(writer, id, office);
  const { to } = churnOffices[office];
  if (to === 'champion' && approverName === null) throw ModelStays({ why: 'A champion is agreed to by two people.' });
  await giveOffice(writer, id, {
    state: to,
    at,
    byName: run.requestedByName,
    approverName: approverName ?? model.approverName,
  });
  // Predictions follow the change of office within minutes instead of the next night.
  await enqueueJob(writer, { name: 'churn.sweep', input: { remember: to !== 'retired' } });
  await emitEvents(writer, [
    {
      type: 'churn_model.took_office',
      supplierId: null,
      resource: 'churn-models',
      resourceId: id,
      summary: `${model.name} for ${model.horizonDays} days is ${to} now`,
      occurredAt: at,
    },
  ]);
  return { state: 'succeeded' as const, result: { modelId: id, state: to } };
}

async function found(reader: Reader, id: string): Promise<ChurnModelRow> {
  const model = await findChurnModel(reader, id);
  if (model === undefined) throw NotFound({ what: 'churn model', id });
  return model;
}

async function modelFor(reader: Reader, id: string, office: ChurnOffice): Promise<ChurnModelRow> {
  const model = await found(reader, id);
  const why = whyModelStays(model, office);
  if (why !== null) throw ModelStays({ why });
  return model;
}

async function mayTake(reader: Reader, id: string, office: ChurnOffice) {
  const model = await findChurnModel(reader, id);
  return allowedUnless(model === undefined ? 'There is no such model.' : whyModelStays(model, office));
}

function allowedUnless(why: string | null) {
  return why === null ? ({ allowed: true } as const) : ({ allowed: false, why } as const);
}

function decided(
  fingerprint: string,
  lines: Assessment['preview']['lines'],
  warnings: readonly string[] = [],
): Assessment {
  return { supplierId: null, amount: null, approval: null, fingerprint, preview: { lines, warnings } };
}

function standing({ id, state, version }: ChurnModelRow): string {
  return JSON.stringify([id, state, version]);
}

function figures({ report, horizonDays }: ChurnModelRow): Assessment['preview']['lines'] {
  const { metrics, intervals, baselines } = report;
  const range = intervals.auc === null ? '' : ` (${three(intervals.auc.lower)} to ${three(intervals.auc.upper)})`;
  return [
    { label: 'Foretells', value: `Leaving within ${horizonDays} days` },
    { label: 'AUC on dates it has not seen', value: `${three(metrics.auc)}${range}` },
    { label: 'Tenure alone', value: three(baselines.tenureOnlyAuc) },
    { label: 'Base rate', value: `${(metrics.baseRate * 100).toFixed(1)} %` },
    { label: 'Verdict', value: report.verdict },
  ];
}

function warningsOf({ report }: ChurnModelRow): string[] {
  const leaks = report.leaks.map(({ title, detail }) => `Leak alarm: ${title}. ${detail}`);
  return report.skill ? leaks : ['No model had skill: this is the rule of two questions.', ...leaks];
}

function three(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3);
}
