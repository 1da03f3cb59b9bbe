import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runToEnd, temporaryDirectory } from '../support/run-openfolio.js';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'queries'));
});
afterAll(() => directory?.remove());

const ACCOUNTS =
  'query Accounts($first: Int!) { accounts(first: $first) { edges { node { id positions(first: 5) { edges { node { id } } } } } } }';

async function check(budget: unknown) {
  const file = join(directory.path, 'costs.json');
  await writeFile(file, JSON.stringify(budget));
  return runToEnd(['src/cli/main.ts', 'schema', 'cost', file]);
}

test('documents within their budgets pass, without a platform or a database', async () => {
  await writeFile(join(directory.path, 'queries/accounts.graphql'), ACCOUNTS);
  const allowed = { points: 60, variables: { first: 10 } };
  const { code, stdout } = await check({ 'queries/accounts.graphql': allowed });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'points  budget  document\n    60      60  queries/accounts.graphql\n',
  });
});

test('a document over its budget, one that does not fit the schema and one without its variables are named, and the command fails', async () => {
  await writeFile(join(directory.path, 'queries/gone.graphql'), '{ acounts }');
  const { code, stdout } = await check({
    'queries/accounts.graphql': { points: 59, variables: { first: 10 } },
    'queries/gone.graphql': { points: 1 },
    './queries/accounts.graphql': { points: 60 },
  });
  expect(code).toBe(1);
  expect(stdout).toContain('1 too many, most at accounts.edges.node.positions.edges.node (50)');
  expect(stdout).toContain('queries/gone.graphql: DOCUMENT_INVALID: ');
  expect(stdout).toContain('./queries/accounts.graphql: INVALID_VARIABLES: ');
});

test('a budget file that holds something else is refused with what it must hold', async () => {
  const { code, stderr } = await check({ 'a.graphql': { points: 'few' } });
  expect(code).not.toBe(0);
  expect(stderr).toContain('It must hold what each document may cost');
});
