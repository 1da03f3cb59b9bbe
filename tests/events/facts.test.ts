import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../src/compose/features.js';
import {
  type EventType,
  factsTypeName,
  PlaceEvents,
  recordEvents,
  sampleFacts,
  typesForApps,
} from '../../src/events/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { BEFORE_THE_SHAPE } from '../support/events-fit-their-types.js';
import { createHookWorld, type HookWorld } from '../webhooks/hook-world.js';

/** One event of every type that the platform knows, in the feed of an app whose customer allowed it everything. */
const TYPES = typesForApps(EVENT_TYPES);
let world: HookWorld;
beforeAll(async () => {
  world = await createHookWorld({ startWorker: false });
  const { database, anna, appId } = world;
  const events = Object.entries(TYPES).map(([type, known]) => ({
    type,
    ...(known.audience === 'APP' ? { appId } : { customerId: anna.id }),
    data: sampleFacts(known),
    at: Date.now(),
  }));
  await recordEvents(database.ops, events);
  const place = new PlaceEvents({
    pool: database.ops,
    clock: systemClock,
    types: EVENT_TYPES,
    onPlaced: async () => {},
  });
  await place.placeBatch();
});
afterAll(() => world?.close());

interface Node {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly facts: Record<string, unknown> | null;
}

async function nodes(run: HookWorld['run'], fragments: string): Promise<Node[]> {
  const source = `{ events(first: 100) { edges { node { type data facts { __typename ${fragments} } } } } }`;
  const outcome = await run({ source, grantId: world.appGrant, cause: { kind: 'LIVE' } });
  if (outcome.kind === 'refused') throw outcome.error;
  expect(outcome.errors).toEqual([]);
  const answer = JSON.parse(outcome.json ?? '') as { events: { edges: { node: Node }[] } };
  return answer.events.edges.map(({ node }) => node);
}

/** All fields of one type of facts, by its event. */
function fragmentOf(name: string, type: EventType): string {
  const fields = Object.keys(type.data.shape);
  return fields.length === 0 ? '' : `... on ${factsTypeName(name)} { ${fields.join(' ')} }`;
}

test('every type of event has sample facts that its own schema accepts', () => {
  for (const [name, type] of Object.entries(TYPES))
    expect([name, type.data.safeParse(sampleFacts(type)).success]).toEqual([name, true]);
});

test.each(Object.entries(TYPES))('the facts of %s are typed fields that say what `data` says', async (name, type) => {
  const planned = await nodes(world.run, fragmentOf(name, type));
  const node = planned.find((candidate) => candidate.type === name);
  const { __typename, ...typed } = node?.facts ?? {};
  expect(typed).toEqual(node?.data);
  if (node?.facts) expect(__typename).toBe(factsTypeName(name));
  expect(await nodes(world.runByResolvers, fragmentOf(name, type))).toEqual(planned);
});

test('an event that lacks what was added to its type later shows null there', async () => {
  const { database, appId } = world;
  await recordEvents(database.ops, [
    { type: 'hook.paused', appId, data: { url: 'https://a.example/' }, at: BEFORE_THE_SHAPE },
  ]);
  const place = new PlaceEvents({
    pool: database.ops,
    clock: systemClock,
    types: EVENT_TYPES,
    onPlaced: async () => {},
  });
  await place.placeBatch();
  const last = (await nodes(world.run, '... on HookPausedFacts { url reason }')).at(-1);
  expect(last?.facts).toEqual({ __typename: 'HookPausedFacts', url: 'https://a.example/', reason: null });
});
