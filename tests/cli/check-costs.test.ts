import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkCosts } from '../../src/cli/check-costs.js';
import { runToEnd, temporaryDirectory } from '../support/run-openfolio.js';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'queries'));
});
afterAll(() => directory?.remove());

const ACCOUNTS =
  'query Accounts($first: Int!) { accounts(first: $first) { edges { node { id positions(first: 5) { edges { node { id } } } } } } }';

async function budgetFile(budget: unknown): Promise<string> {
  const file = join(directory.path, 'costs.json');
  await writeFile(file, JSON.stringify(budget));
  return file;
}

test('documents within their budgets pass, without a platform or a database', async () => {
  await writeFile(join(directory.path, 'queries/accounts.graphql'), ACCOUNTS);
  const allowed = { points: 60, variables: { first: 10 } };
  expect(await checkCosts(await budgetFile({ 'queries/accounts.graphql': allowed }))).toEqual({
    failed: 0,
    report: 'points  budget  document\n    60      60  queries/accounts.graphql\n',
  });
});

test('a document over its budget, one that does not fit the schema and one without its variables are named, and the command fails', async () => {
  await writeFile(join(directory.path, 'queries/gone.graphql'), '{ acounts }');
  const file = await budgetFile({
    'queries/accounts.graphql': { points: 59, variables: { first: 10 } },
    'queries/gone.graphql': { points: 1 },
    './queries/accounts.graphql': { points: 60 },
  });
  const { code, stdout } = await runToEnd(['src/cli/main.ts', 'schema', 'cost', file]);
  expect(code).toBe(1);
  expect(stdout).toContain('1 too many, most at accounts.edges.node.positions.edges.node (50)');
  expect(stdout).toContain('queries/gone.graphql: DOCUMENT_INVALID: ');
  expect(stdout).toContain('./queries/accounts.graphql: INVALID_VARIABLES: ');
});

test('a budget file that holds something else is refused with what it must hold', async () => {
  await expect(checkCosts(await budgetFile({ 'a.graphql': { points: 'few' } }))).rejects.toThrow(
    'It must hold what each document may cost',
  );
});
