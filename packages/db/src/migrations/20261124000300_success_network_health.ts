import type { Migration } from '../platform/migration.ts';
import { firstHealthModel } from './first-health-model.ts';

/**
 * The first model with the network: whoever brought others, or was brought, is lifted by at most 10 points, and never above what an exception allows.
 * Where somebody has published a model since, theirs goes on and this one waits as a draft.
 */
export const successNetworkHealth: Migration = {
  name: '20261124000300_success_network_health',
  up: async (sql) => {
    const first: { state: string } | undefined = await sql('health_models')
      .where({ id: firstHealthModel.id })
      .first('state');
    const takesOffice = first?.state === 'published';
    const [highest = 1]: number[] = await sql('health_models').orderBy('number', 'desc').limit(1).pluck('number');
    const number = highest + 1;
    if (takesOffice) await sql('health_models').where({ id: firstHealthModel.id }).update({ state: 'retired' });
    await sql('health_models').insert({
      id: networkModelId,
      number,
      title: `Health model ${number}`,
      note: 'As the first model, and a lift of up to 10 points for suppliers with ties to others they brought or were brought by.',
      based_on: firstHealthModel.version,
      author_name: 'The house',
      config: JSON.stringify(config),
      ...(takesOffice
        ? { state: 'published', published_by: 'The house', published_at: firstHealthModel.published_at }
        : { state: 'draft' }),
    });
  },
};

const networkModelId = 'hm_2';

const config = {
  ...firstHealthModel.config,
  groups: [...firstHealthModel.config.groups, { key: 'network', title: 'Network', weight: 0 }],
  measures: [
    ...firstHealthModel.config.measures,
    {
      key: 'network',
      group: 'network',
      weight: 0,
      liftPoints: 10,
      nullMeans: 'ignore',
      curve: [
        [0, 0],
        [1, 60],
        [3, 85],
        [6, 100],
      ],
    },
  ],
};
