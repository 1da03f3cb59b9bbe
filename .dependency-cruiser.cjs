/**
 * Who may import whom. The table is the rule; everything not in it is forbidden.
 * Cross-folder imports of a feature go through its index.ts. `npm test -- tests/architecture.test.ts` runs this.
 */
const DOMAIN = ['market', 'accounts', 'portfolios', 'tickets', 'profiles', 'campaigns', 'plans', 'imports'];

const MAY_IMPORT = {
  kernel: [],
  finance: ['kernel'],
  operation: ['kernel'],
  storage: ['kernel', 'operation'],
  audit: ['kernel', 'operation', 'storage'],
  metering: ['kernel', 'operation'],
  identity: ['kernel', 'operation', 'storage'],
  events: ['kernel', 'operation', 'storage'],
  'copy-review': ['kernel', 'operation', 'storage', 'events'],
  ...Object.fromEntries(
    DOMAIN.map((name) => [name, ['kernel', 'finance', 'operation', 'storage', 'events', 'copy-review', ...DOMAIN]]),
  ),
  webhooks: ['kernel', 'operation', 'storage', 'identity', 'events'],
  plugins: ['kernel', 'operation', 'storage', 'identity', 'events', 'copy-review'],
  privacy: ['kernel', 'operation', 'storage', 'events'],
  vigilance: ['kernel', 'operation', 'storage', 'events'],
  'kill-switch': ['kernel', 'operation', 'storage', 'identity', 'events', 'webhooks', 'vigilance'],
  'record-exports': ['kernel', 'operation', 'storage', 'audit', 'events'],
  gateway: ['kernel', 'operation', 'identity'],
  portal: ['kernel'],
};

/** Vocabulary and ports, made of small files that are imported one by one. */
const WITHOUT_INDEX = ['kernel', 'operation', 'finance'];

const FOLDERS = Object.keys(MAY_IMPORT);

const arrows = FOLDERS.map((folder) => ({
  name: `${folder}-imports-only-${MAY_IMPORT[folder].join('-') || 'itself'}`,
  comment: `src/${folder} may import ${MAY_IMPORT[folder].join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^(src|sandbox|plugins|tests)/',
    pathNot: [folder, ...MAY_IMPORT[folder]].map((name) => `^src/${name}/`),
  },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...arrows,
    rule('no-cycle', 'A cycle can not be understood or deleted in parts. Types of one folder may refer to each other.', {}, {
      circular: true,
      viaOnly: { dependencyTypesNot: ['type-only'] },
    }),
    ...DOMAIN.map((name) =>
      rule('no-cycle-of-features', 'Nor may features form one, not even by types.', { path: `^src/${name}/` }, {
        circular: true,
        via: { path: '^src/', pathNot: `^src/${name}/` },
      }),
    ),
    rule('resolvable', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
    rule(
      'features-by-index',
      "A feature's index.ts is its only import surface.",
      { path: '^(?:src|sandbox|plugins)/([^/]+)/', pathNot: '^$' },
      { path: '^src/([^/]+)/', pathNot: [`^src/(compose|${WITHOUT_INDEX.join('|')}|$1)/`, '^src/[^/]+/index\\.ts$'] },
    ),
    rule(
      'compose-by-index',
      'The composition root uses the same surfaces as everybody.',
      { path: '^src/compose' },
      { path: '^src/[^/]+/', pathNot: [`^src/(compose|${WITHOUT_INDEX.join('|')})/`, '^src/[^/]+/index\\.ts$'] },
    ),
    rule(
      'main-is-small',
      'main.ts reads the configuration, composes, listens and stops.',
      { path: '^src/main\\.ts$' },
      { path: '^(src|sandbox|plugins)/', pathNot: ['^src/config', '^src/compose\\.ts$', '^src/kernel/'] },
    ),
    rule(
      'config-is-a-leaf',
      'The configuration knows nothing of what it configures.',
      { path: '^src/config' },
      { path: '^(src|sandbox|plugins)/', pathNot: ['^src/config', '^src/kernel/'] },
    ),
    rule(
      'one-composition-root',
      'Only the processes start the composition root.',
      { path: '^(src|sandbox|plugins)/', pathNot: ['^src/(main\\.ts$|compose)', '^src/cli/', '^sandbox/'] },
      { path: '^src/compose' },
    ),
    rule(
      'sandbox-only-by-compose',
      'A live build may leave the sandbox out.',
      { path: '^src/', pathNot: '^src/compose' },
      { path: '^sandbox/' },
    ),
    rule(
      'sandbox-loaded-on-demand',
      'compose.ts loads the sandbox by a dynamic import, in sandbox mode alone.',
      { path: '^src/compose' },
      { path: '^sandbox/', dynamic: false },
    ),
    rule(
      'tour-uses-public-doors',
      'The tour proves what a client can do, so it knows only what a client knows.',
      { path: '^tests/e2e/tour' },
      { path: '^(src|sandbox|plugins)/' },
    ),
    rule('no-import-of-tests', 'Tests are not part of the platform.', { path: '^(src|sandbox|plugins)/', pathNot: '\\.test\\.ts$' }, { path: '^tests/' }),
    rule(
      'no-development-package',
      'What runs in production is a dependency.',
      { path: '^(src|sandbox)/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['npm-dev'] },
    ),
  ],
  options: {
    // The compiler of TypeScript 7 has no programming interface; swc reads the same syntax and keeps type imports.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
