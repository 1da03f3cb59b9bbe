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
  expect(filesWith(/new (?:ReachBatch|PipelinedClient)\(/)).toEqual(['storage/bound-reach.ts']);
});

test('only the reach sets the reach: nothing else speaks of its settings', () => {
  expect(filesWith(/openfolio\.(?:customer_id|account_ids|app_id)/)).toEqual([
    'storage/bind-statement.ts',
    'storage/migrations/0001-roles-and-reach.ts',
    'storage/migrations/0009-events-and-webhooks.ts',
  ]);
});

/** What each file that opens connections is for. A new one has to say it here. */
const CONNECTIONS: Readonly<Record<string, string>> = {
  'audit/audit-connection.ts': 'writes operation records, as openfolio_app without a reach',
  'events/event-signals.ts': 'LISTEN alone',
  'identity/access/authority-channel.ts': 'LISTEN, revocations and public keys, as openfolio_identity',
  'storage/connect.ts': 'checks and migrates at start',
  'storage/database.ts': 'the pools by role',
  'storage/embedded.ts': 'starts the embedded server',
  'storage/embedded/ensure-running.ts': 'starts the embedded server',
  'storage/migrate.ts': 'migrates, as the owner',
  'storage/pipelined-client.ts': "customers' rows, as openfolio_app under a reach",
};

test('connections are opened in the files of this list alone', () => {
  expect(filesWith(/new (?:pg\.)?(?:Client|Pool)\(/).filter((file) => !(file in CONNECTIONS))).toEqual([]);
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
