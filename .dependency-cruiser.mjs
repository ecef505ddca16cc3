/** The house's walls as rules; scripts/dependency-rules.test.ts shows the bad import each one refuses. */

/** Capabilities from the ground up; the same rung are strangers to each other. */
export const ladder = [
  ['platform'],
  ['access'],
  ['suppliers'],
  ['privacy'],
  ['connectors', 'delivery'],
  ['billing'],
  ['revenue'],
  ['success', 'attribution', 'operations'],
];

const layered = '(apps/(?:admin|api|worker)|packages/(?:domain|db))';

/** One rule a capability: it may not import the capabilities above it or beside it, in its own workspace or through a package. */
const ladderRules = ladder.flatMap((rung, height) =>
  rung.map((capability) => {
    const strangers = [...rung.filter((other) => other !== capability), ...ladder.slice(height + 1).flat()].join('|');
    return {
      name: `ladder-${capability}`,
      severity: 'error',
      comment: 'A capability may lean only on what lies below it.',
      from: { path: `^${layered}/src/${capability}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: `^${layered}/src/(${strangers})/` },
    };
  }),
);

const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration & { forbidden: import('dependency-cruiser').IForbiddenRuleType[] }} */
export default {
  forbidden: [
    ...ladderRules.filter((rule) => !rule.to.path.endsWith('()/')),
    wall(
      'no-circles',
      'Two files that need each other are one idea or three.',
      { path: '^(apps|packages)/' },
      { circular: true, viaOnly: { pathNot: 'node_modules' } },
    ),
    wall(
      'domain-is-pure',
      'The domain knows zod and luxon, and nothing that acts.',
      { path: '^packages/domain/src/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^packages/domain/src/', 'node_modules/(zod|luxon)/'] },
    ),
    wall(
      'db-knows-domain-only',
      'The database package never reaches up into an app.',
      { path: '^packages/db/src/' },
      { path: '^apps/' },
    ),
    wall(
      'admin-talks-http',
      'The admin reaches data through the api alone.',
      { path: '^apps/admin/src/' },
      { path: ['^packages/db/', '^apps/(api|worker|sandbox)/', 'node_modules/(knex|pg|express|agenda|stripe)/'] },
    ),
    wall(
      'apps-are-strangers',
      'Apps meet in PostgreSQL and over HTTP, not in code.',
      { path: '^apps/([^/]+)/src/' },
      { path: '^apps/([^/]+)/src/', pathNot: '^apps/$1/src/' },
    ),
    wall(
      'sandbox-is-the-outside-world',
      'A stand-in that shared our code would share our mistakes.',
      { path: '^apps/sandbox/src/' },
      { path: '^packages/' },
    ),
    wall(
      'api-never-leaves-the-house',
      'The api records and promises; the worker acts.',
      { path: '^apps/api/src/', pathNot: '\\.test\\.ts$' },
      { path: 'node_modules/(@slack|nodemailer|agenda|@agendajs)/' },
    ),
    wall(
      'agenda-in-one-file',
      'Everything Agenda needs guarding against is guarded in one place.',
      { path: '^(apps|packages)/', pathNot: '^apps/worker/src/platform/agenda\\.ts$' },
      { path: 'node_modules/(agenda|@agendajs)/' },
    ),
    wall(
      'no-development-code-in-products',
      'What is not installed in production must not be needed there.',
      { path: '^(apps|packages)/[^/]+/src/', pathNot: '\\.test\\.tsx?$' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    wall('imports-resolve', 'An import that leads nowhere.', { path: '^(apps|packages)/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^apps/[^/]+/dist/', '\\.css$', '\\?'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'require', 'node'],
      mainFields: ['module', 'main', 'types'],
    },
    combinedDependencies: false,
  },
};
