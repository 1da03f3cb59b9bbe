import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { documentRunner, pipeline, type RunDocument } from '../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';
import { casesOfThreat } from './cases-tried.js';

const tried = casesOfThreat(3, 'answers timed in pairs, of another customer’s id and of one that leads nowhere');
const PAIRS = 2500;
/** Of two samples of this size from one distribution, five standard deviations of {@link superiority}. */
const MARGIN = 5 * Math.sqrt((2 * PAIRS + 1) / (12 * PAIRS * PAIRS));

const PATHS: Readonly<Record<string, string>> = {
  'account(id)': 'query P($id: ID!) { account(id: $id) { name balances { total } } }',
  'node(id)': 'query P($id: ID!) { node(id: $id) { ... on Account { name } } }',
};

let world: OperationWorld;
let run: RunDocument;
let grantId: string;
beforeAll(async () => {
  world = await createOperationWorld();
  // Without the record: its commit takes as long as the disk likes, which would hide what is looked for.
  const { schema } = world.parts;
  const unrecorded = pipeline({ ...world.parts, audit: { record: () => Promise.resolve() } });
  run = documentRunner({ schema, compiler: world.compiler, pipeline: unrecorded });
  grantId = await world.grant({ customer: world.anna });
});
afterAll(() => world?.close());

test.each(Object.entries(PATHS))(
  '%s takes as long for another customer’s account as for none, as far as ranks can tell',
  async (_path, source) => {
    const theirs = world.parts.ids.encode(world.appId, 'acc', world.bert.accounts[0]);
    const { first, second } = await timed(source, () => theirs, nobody);
    expect(Math.abs(superiority(first, second) - 0.5)).toBeLessThan(MARGIN);
  },
);

test('the same measure does tell an account that is there from one that is not', async () => {
  const own = world.parts.ids.encode(world.appId, 'acc', world.anna.accounts[0]);
  const { first, second } = await timed(PATHS['account(id)'] ?? '', () => own, nobody);
  expect(Math.abs(superiority(first, second) - 0.5)).toBeGreaterThan(MARGIN);
});

function nobody(): string {
  return world.parts.ids.encode(world.appId, 'acc', newId());
}

/** In turns, the first of each pair by lot: what else the machine does falls on both alike. */
async function timed(source: string, one: () => string, other: () => string) {
  const [first, second]: [number[], number[]] = [[], []];
  const ask = async (id: string, into: number[]) => {
    const startedAt = process.hrtime.bigint();
    await run({ source, variables: { id }, grantId, cause: { kind: 'LIVE' } });
    into.push(Number(process.hrtime.bigint() - startedAt));
  };
  for (let pair = -50; pair < PAIRS; pair += 1) {
    const [a, b]: [number[], number[]] = pair < 0 ? [[], []] : [first, second]; // the first ones warm up
    const acts = [() => ask(one(), a), () => ask(other(), b)];
    if (Math.random() < 0.5) acts.reverse();
    for (const act of acts) await act();
  }
  tried(PAIRS);
  return { first, second };
}

/** How likely a value of the first sample is above one of the second (Mann and Whitney 1947); 0.5: nothing can be told. */
function superiority(first: readonly number[], second: readonly number[]): number {
  const ranked = [...first.map((value) => ({ value, of: 1 })), ...second.map((value) => ({ value, of: 2 }))].sort(
    (a, b) => a.value - b.value,
  );
  let ranks = 0;
  for (const [at, { of }] of ranked.entries()) if (of === 1) ranks += at + 1;
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}
