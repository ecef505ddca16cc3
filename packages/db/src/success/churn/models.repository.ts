import { labelDefinition, meaningsOf, type ChurnModelState, type TrainedChurnModel } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';

export type KeptSnapshot = {
  readonly id: string;
  readonly horizonDays: number;
  readonly asOfDays: readonly string[];
  readonly knownThrough: string;
  readonly featureVersion: string;
  readonly rows: number;
  readonly losses: number;
  readonly sha256: string;
  readonly drawnAt: Date;
};

export type NewChurnModel = {
  readonly id: string;
  readonly snapshot: KeptSnapshot;
  readonly trained: TrainedChurnModel;
  readonly codeHash: string;
  /** What trained it, by name and version; the database that drew the rows is added. */
  readonly runtime: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, string | number | null>>;
  readonly author: { readonly id: string; readonly name: string };
  readonly trainedAt: Date;
};

/** Puts a trained model and the snapshot it learned from on record, as a draft. */
export async function keepChurnModel(
  writer: Writer,
  { snapshot, trained, author, ...model }: NewChurnModel,
): Promise<void> {
  await writer.sql('churn_snapshots').insert({
    id: snapshot.id,
    horizon_days: snapshot.horizonDays,
    as_of_days: [...snapshot.asOfDays],
    known_through: snapshot.knownThrough,
    feature_version: snapshot.featureVersion,
    row_count: snapshot.rows,
    loss_count: snapshot.losses,
    sha256: snapshot.sha256,
    drawn_at: snapshot.drawnAt,
  });
  await writer.sql('churn_models').insert({
    id: model.id,
    horizon_days: snapshot.horizonDays,
    algorithm: trained.algorithm,
    feature_version: snapshot.featureVersion,
    code_hash: model.codeHash,
    runtime: writer.sql.raw(`?::jsonb || jsonb_build_object('PostgreSQL', current_setting('server_version'))`, [
      JSON.stringify(model.runtime),
    ]),
    label: labelDefinition(snapshot.horizonDays),
    features: JSON.stringify(meaningsOf(trained.classifier.design.features.map(({ name }) => name))),
    seed: model.seed,
    parameters: JSON.stringify(model.parameters),
    snapshot_id: snapshot.id,
    classifier: JSON.stringify(trained.classifier),
    calibration: JSON.stringify(trained.calibration),
    frozen_bins: JSON.stringify(trained.frozenBins),
    report: JSON.stringify(trained.report),
    author_id: author.id,
    author_name: author.name,
    trained_at: model.trainedAt,
    state_since: model.trainedAt,
    state_by_name: author.name,
  });
}

export type Office = {
  readonly state: ChurnModelState;
  readonly at: Date;
  readonly byName: string;
  readonly approverName: string | null;
};

/**
 * Gives a model another office. Whoever is champion for the same horizon retires first, so there is never a second; who agreed to it stays on record.
 */
export async function giveOffice(writer: Writer, modelId: string, office: Office): Promise<void> {
  const since = { state_since: office.at, state_by_name: office.byName };
  if (office.state === 'champion')
    await writer
      .sql('churn_models')
      .where('state', 'champion')
      .whereRaw('horizon_days = (select horizon_days from churn_models where id = ?)', [modelId])
      .whereNot('id', modelId)
      .update({ ...since, state: 'retired' });
  await writer
    .sql('churn_models')
    .where('id', modelId)
    .update({ ...since, state: office.state, approver_name: office.approverName });
}
