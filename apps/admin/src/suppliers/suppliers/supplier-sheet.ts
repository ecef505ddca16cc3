import type { Supplier } from '@wedsync/domain/suppliers';
import { inMajorUnits } from '../../platform/index.ts';

/** What a spreadsheet says of a supplier; nothing in it is masked from anybody who sees the list. */
export const supplierSheet: Readonly<Record<string, (supplier: Supplier) => string | number | null>> = {
  Supplier: ({ businessName }) => businessName,
  'External id': ({ externalId }) => externalId,
  'Vendor type': ({ vendorType }) => vendorType,
  Region: ({ region }) => region,
  Country: ({ country }) => country,
  Plan: ({ planCode }) => planCode,
  Standing: ({ lifecycle }) => lifecycle,
  'MRR (GBP)': ({ mrrMinor }) => inMajorUnits(mrrMinor),
  Health: ({ healthScore }) => healthScore,
  Band: ({ healthBand }) => healthBand,
  'Chance of leaving': ({ churnProbability }) => churnProbability,
  Owner: ({ ownerName }) => ownerName,
  Tags: ({ tags }) => tags.join(', '),
  'Next wedding': ({ nextWeddingOn }) => nextWeddingOn,
  'Last seen': ({ lastSeenAt }) => lastSeenAt,
  'Signed up': ({ signedUpAt }) => signedUpAt,
};
