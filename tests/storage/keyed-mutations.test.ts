import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, isInputObjectType } from 'graphql';
import { composeSchema } from '../../src/compose/schema.js';
import { casesOfThreat } from '../attacks/cases-tried.js';
import { CUSTOMER_ACTS } from './keyed/customer-acts.js';
import { DESK_ACTS } from './keyed/desk-acts.js';
import type { KeyedActs } from './keyed/keyed-act.js';
import { type Holder, KeyedWorld } from './keyed/keyed-world.js';
import { STOP_ACTS } from './keyed/stop-acts.js';
import { added, changed } from './keyed/tables.js';
import { UNKEYED_ACTS } from './keyed/unkeyed-acts.js';

const ACTS: KeyedActs = { ...CUSTOMER_ACTS, ...DESK_ACTS, ...STOP_ACTS };
const KEY = 'the-same-key';
const tried = casesOfThreat(8, 'calls of each mutation under one key: again, with another input, by somebody else');
let world: KeyedWorld;

beforeAll(async () => {
  world = await KeyedWorld.create();
}, 120_000);
afterAll(() => world?.close());

test('every mutation whose input takes a key says @idempotent and is gone through below; of all others it stands why they need none', async () => {
  const { schema } = await composeSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const keyed = mutations.filter(({ args }) => {
    const input = getNamedType(args.find(({ name }) => name === 'input')?.type);
    return isInputObjectType(input) && 'idempotencyKey' in input.getFields();
  });
  const saying = mutations.filter(({ astNode }) =>
    astNode?.directives?.some(({ name }) => name.value === 'idempotent'),
  );
  expect(namesOf(saying)).toEqual(namesOf(keyed));
  expect(Object.keys(ACTS).sort()).toEqual(namesOf(keyed));
  expect(Object.keys({ ...ACTS, ...UNKEYED_ACTS }).sort()).toEqual(namesOf(mutations));
  expect(Object.keys(UNKEYED_ACTS).filter((name) => name in ACTS)).toEqual([]);
});

describe.each(Object.entries(ACTS))('%s under one key', (mutation, act) => {
  let holder: Holder;
  let input: Readonly<Record<string, unknown>>;
  const keyed = (by: Holder, said: object) => {
    tried(1);
    return world.ask(by, mutation, act.answer, { ...said, idempotencyKey: KEY });
  };

  test('has its effect once; a repetition gets the first answer and changes nothing', async () => {
    holder = await act.holder(world);
    input = await act.input(world, holder);
    const before = await world.tables();
    const first = await keyed(holder, input);
    expect(first).toMatchObject({ refusals: [], payload: { userErrors: [] } });
    const after = await world.tables();
    expect(added(before, after)).toEqual(act.adds);
    expect(await keyed(holder, turned(input))).toEqual(first);
    expect(changed(after, await world.tables())).toEqual([]);
  });

  test('is refused with another input, and changes nothing', async () => {
    const other = act.otherwise ? { ...input, ...act.otherwise } : await act.input(world, holder);
    const before = await world.tables();
    expect(await keyed(holder, other)).toEqual({ payload: null, refusals: ['IDEMPOTENCY_KEY_REUSED'] });
    expect(changed(before, await world.tables())).toEqual([]);
  });

  test('is another act for somebody else who chose the same key', async () => {
    const other = await act.holder(world);
    const theirs = await act.input(world, other);
    const before = await world.tables();
    expect(await keyed(other, theirs)).toMatchObject({ refusals: [], payload: { userErrors: [] } });
    expect(added(before, await world.tables())).toEqual(act.adds);
  });
});

/** The same said in another order. */
function turned(input: unknown): object {
  const fields = Object.entries(input as object).reverse();
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.fromEntries(fields.map(([name, value]) => [name, isObject(value) ? turned(value) : value]));
}

function namesOf(fields: readonly { readonly name: string }[]): string[] {
  return fields.map(({ name }) => name).sort();
}
