import { expectedSaving, mainHorizon, rankOptions, type NextActions } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { churnPolicy } from '../churn/policies.repository.ts';
import { startablePlaybooks } from '../playbooks/startable.queries.ts';
import { measuredShares } from './book-risks.queries.ts';

/** What can be done for a supplier now, ranked as a book is; a dismissed prediction foretells nothing. @returns undefined out of scope */
export async function nextActions(reader: Reader, supplierId: string, now: Date): Promise<NextActions | undefined> {
  const playbooks = (await startablePlaybooks(reader, [supplierId], now)).get(supplierId);
  if (playbooks === undefined) return undefined;
  const measured = await measuredShares(reader);
  const { saveRate } = await churnPolicy(reader);
  const { probability, residualValueMinor } = await atStake(reader, supplierId);
  const possible = playbooks.filter(({ refused }) => refused === null);
  const options = rankOptions(
    possible.map(({ playbookId: id, name }) => ({ id, name, measured: measured.get(id) ?? null })),
    saveRate,
  );
  return {
    asOf: now.toISOString(),
    probability,
    residualValueMinor,
    actions: options.map((option) => ({
      option,
      expectedSavedMinor: expectedSaving(probability, residualValueMinor, option),
    })),
    refused: playbooks.flatMap(({ playbookId: id, name, refused: why }) => (why === null ? [] : [{ id, name, why }])),
  };
}

type AtStake = Pick<NextActions, 'probability' | 'residualValueMinor'>;

async function atStake({ sql }: Reader, supplierId: string): Promise<AtStake> {
  const found: AtStake | undefined = await sql('suppliers as s')
    .leftJoin('churn_predictions as p', (join) =>
      join.on('p.supplier_id', 's.id').andOnVal('p.horizon_days', mainHorizon).andOnNull('p.dismissed_at'),
    )
    .leftJoin('supplier_values as v', 'v.supplier_id', 's.id')
    .where('s.id', supplierId)
    .first({ probability: sql.raw('p.probability::numeric::float8'), residualValueMinor: 'v.residual_minor' });
  return found ?? { probability: null, residualValueMinor: null };
}
