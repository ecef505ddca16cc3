import { createId, type Uuids } from '@wedsync/domain/platform';
import type { HealthBacktest, HealthModelRow, HealthSimulation } from '@wedsync/domain/success';
import { enqueueJob, type Writer } from '../../platform/index.ts';

/** Asks the worker to try a model on everybody and on the past, as the model is at this moment. @returns the simulation's id */
export async function requestSimulation(
  writer: Writer,
  model: Pick<HealthModelRow, 'id' | 'version' | 'config'>,
  against: number,
  { now, uuids }: { readonly now: Date; readonly uuids: Uuids },
): Promise<string> {
  const id = createId('healthSimulation', uuids.next());
  await writer.sql('health_simulations').insert({
    id,
    model_id: model.id,
    model_version: model.version,
    against,
    config: JSON.stringify(model.config),
    requested_at: now,
  });
  const job_run_id = await enqueueJob(writer, { name: 'health.simulate', input: { simulationId: id } });
  await writer.sql('health_simulations').where({ id }).update({ job_run_id });
  return id;
}

export async function keepSimulation(
  { sql }: Writer,
  id: string,
  result: { readonly population: HealthSimulation; readonly backtest: HealthBacktest },
  now: Date,
): Promise<void> {
  await sql('health_simulations')
    .where({ id })
    .update({
      finished_at: now,
      population: JSON.stringify(result.population),
      backtest: JSON.stringify(result.backtest),
    });
}
