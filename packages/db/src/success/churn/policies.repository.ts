import { usualChurnPolicy, type ChurnPolicy } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

/** What contacting costs and brings now; the usual until a person sets it. */
export async function churnPolicy(reader: Reader): Promise<ChurnPolicy> {
  const row: ChurnPolicy | undefined = await reader
    .sql('churn_policies')
    .orderBy('id', 'desc')
    .first({ saveRate: 'save_rate', contactCostMinor: 'contact_cost_minor', weeklyCapacity: 'weekly_capacity' });
  return row ?? usualChurnPolicy;
}
