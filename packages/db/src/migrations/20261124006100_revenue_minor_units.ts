import type { Migration } from '../platform/migration.ts';

/** What one minor unit of a currency is worth in pence: yen have no decimals and dinars three, so a rate for a whole unit does not say it. */
export const revenueMinorUnits: Migration = {
  name: '20261124006100_revenue_minor_units',
  up: (sql) => sql.raw([minorUnitDigits, pencePerMinor].join('\n')),
};

/** As ISO 4217 has it; held to the domain's own answer by a test. */
const minorUnitDigits = `
create function minor_unit_digits(currency text) returns int language sql immutable as $$
  select case
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency in ('CLF', 'UYW') then 4
    else 2 end
$$;
`;

const pencePerMinor = `
alter table fx_rates add column pence_per_minor numeric not null
  generated always as (gbp_per_unit * 10::numeric ^ (2 - minor_unit_digits(currency))) stored;
`;
