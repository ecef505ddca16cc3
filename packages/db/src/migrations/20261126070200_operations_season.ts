import type { Migration } from '../platform/migration.ts';

/** The season of the north is April to October, and of the south October to April, where nobody has chosen other months. */
export const operationsSeason: Migration = {
  name: '20261126070200_operations_season',
  up: (sql) =>
    sql.raw(`${defaults({ north: [4, 10], south: [10, 4] })}
update watch_policies set north_from = 4, north_to = 10, south_from = 10, south_to = 4
  where version = 1 and (north_from, north_to, south_from, south_to) = (5, 9, 11, 3);`),
};

type Season = readonly [from: number, to: number];

function defaults({ north, south }: { readonly north: Season; readonly south: Season }): string {
  return `alter table watch_policies alter north_from set default ${north[0]}, alter north_to set default ${north[1]},
  alter south_from set default ${south[0]}, alter south_to set default ${south[1]};`;
}
