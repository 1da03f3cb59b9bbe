import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(`${src}/${file}`, 'utf8') }));

/** Where a word stands outside comments. */
function filesWith(pattern: RegExp): string[] {
  return files
    .filter(({ text }) => pattern.test(text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '')))
    .map(({ file }) => file)
    .sort();
}

test('the sources are found', () => {
  expect(files.length).toBeGreaterThan(150);
});

test("only the stage `execute` runs GraphQL's executor, so no resolver is called outside the pipeline", () => {
  const runsGraphQL =
    /import\s[^;]*\b(?:execute|executeSync|graphql|graphqlSync|subscribe|experimentalExecuteIncrementally)\b[^;]*from '(?:graphql|graphql\/execution[^']*|graphql\/graphql[^']*)'/;
  expect(filesWith(runsGraphQL)).toEqual(['operation/stages/execute.ts']);
  expect(filesWith(/import \* as \w+ from 'graphql|require\('graphql|import\('graphql/)).toEqual([]);
  expect(filesWith(/\.executeOperation\(|executeHTTPGraphQLRequest/)).toEqual([]);
});

test('only the stage `bindReach` binds a reach', () => {
  expect(filesWith(/\breach\.bind\(|\.bind\(\{\s*customerId/)).toEqual(['operation/stages/bind-reach.ts']);
  expect(filesWith(/new PipelinedReachBinder\(/)).toEqual(['storage/database.ts']);
  expect(filesWith(/new ReachBatch\(/)).toEqual(['storage/bound-reach.ts']);
});

test('only the reach sets the reach: nothing else speaks of its settings', () => {
  expect(filesWith(/openfolio\.(?:customer_id|account_ids)/)).toEqual([
    'storage/migrations/0001-roles-and-reach.ts',
    'storage/reach-batch.ts',
  ]);
});

test('connections are opened in these files alone', () => {
  expect(filesWith(/new (?:pg\.)?(?:Client|Pool)\(/)).toEqual([
    'audit/group-commit-audit-log.ts',
    'identity/access/authority-channel.ts',
    'storage/bound-reach.ts',
    'storage/connect.ts',
    'storage/database.ts',
    'storage/embedded.ts',
    'storage/embedded/ensure-running.ts',
    'storage/migrate.ts',
  ]);
});

test('a resolver gets no pool: nothing in a resolver or reads file speaks of one', () => {
  const resolvers = files.filter(({ file }) => /\.(resolver|reads|type)\.ts$/.test(file));
  expect(resolvers.length).toBeGreaterThan(10);
  expect(
    resolvers
      .filter(({ text }) => /\bpool\b|from 'pg'|database\.(app|ops|identity)/.test(text))
      .map(({ file }) => file),
  ).toEqual([]);
});
