import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PersonaAccess } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

let platform: SandboxPlatform;
let access: PersonaAccess;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  access = await platform.allow('Chen Zhiyuan', ['accounts:read', 'positions:read', 'market:read']);
});
afterAll(() => platform?.stop());

interface Throttle {
  maximum: number;
  available: number;
  restoreRate: number;
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
  extensions?: { cost?: { requested: number; actual: number; throttle: Throttle | null } };
}

interface Explanation {
  requested: number;
  nodes: number;
  obstacles: { code: string; message: string }[];
  fields: { path: string; field: string; times: number; points: number; pointsBelow: number }[];
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await access.fetch(platform.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const EXPLAIN = `query E($document: String!, $variables: JSONObject) { explainCost(document: $document, variables: $variables) {
  documentHash requested nodes obstacles { code message } fields { path field times points pointsBelow } } }`;

async function explain(document: string, variables: object = {}): Promise<Explanation> {
  const answer = await ask(EXPLAIN, { document, variables });
  expect(answer.errors).toBeUndefined();
  return answer.data?.['explainCost'] as Explanation;
}

const POSITIONS =
  'query P($first: Int = 3) { accounts(first: 2) { edges { node { id positions(first: $first) { edges { node { quantity instrument { symbol } } } } } } } }';

test.each([
  ['{ accounts(first: 7) { edges { node { id } } pageInfo { hasNextPage } } }', {}],
  [POSITIONS, {}],
  [POSITIONS, { first: 40 }],
  ['{ rateLimit { available } }', {}],
  ['{ a: accounts(first: 1) { edges { node { name } } } b: accounts(last: 5) { edges { node { name } } } }', {}],
])(
  'what is explained of %s with %j is what is then asked for it, and its fields add up to it',
  async (document, variables) => {
    const { requested, obstacles, fields } = await explain(document, variables);
    expect(obstacles).toEqual([]);
    const { errors, extensions } = await ask(document, variables);
    expect(errors).toBeUndefined();
    expect(extensions?.cost?.requested).toBe(requested);
    expect(fields.reduce((sum, { points }) => sum + points, 0)).toBe(requested);
  },
);

test('each field tells how often it may be resolved and what stands below it', async () => {
  const { nodes, fields } = await explain(POSITIONS);
  expect(nodes).toBe(2 + 2 * 3 * 2);
  expect(
    Object.fromEntries(fields.map(({ path, times, points, pointsBelow }) => [path, [times, points, pointsBelow]])),
  ).toEqual({
    accounts: [1, 0, 14],
    'accounts.edges': [2, 0, 14],
    'accounts.edges.node': [2, 2, 14],
    'accounts.edges.node.positions': [2, 0, 12],
    'accounts.edges.node.positions.edges': [6, 0, 12],
    'accounts.edges.node.positions.edges.node': [6, 6, 12],
    'accounts.edges.node.positions.edges.node.instrument': [6, 6, 6],
  });
  expect(fields.at(-1)?.field).toBe('Position.instrument');
});

/** From a position to its account and back, again and again. */
function positions(times: number, size: number): string {
  const inner = times === 0 ? 'id' : positions(times - 1, size);
  return `positions(first: ${size}) { edges { node { account { ${inner} } } } }`;
}

test.each([
  ['a missing scope', '{ transactions(first: 1) { edges { node { id } } } }'],
  [
    'a cost that the budget never holds',
    '{ accounts(first: 100) { edges { node { positions(first: 100) { edges { node { quantity } } } } } } }',
  ],
  ['more levels than are accepted', `{ accounts(first: 1) { edges { node { ${positions(4, 1)} } } } }`],
  ['more aliases than are accepted', `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
])('%s is an obstacle, in the words of the refusal that sending it gets', async (_what, document) => {
  const { obstacles } = await explain(document);
  const { errors } = await ask(document);
  const [refusal] = errors ?? [];
  expect(obstacles).toContainEqual({ code: refusal?.extensions.code, message: refusal?.message });
});

test('pages within pages beyond what an Int holds are capped, not an error', async () => {
  const { requested, obstacles } = await explain(
    `{ accounts(first: 100) { edges { node { ${positions(4, 100)} } } } }`,
  );
  expect(requested).toBe(2_147_483_647);
  expect(obstacles.map(({ code }) => code)).toEqual(expect.arrayContaining(['DOCUMENT_TOO_COMPLEX', 'COST_EXCEEDED']));
});

test.each([
  ['no GraphQL', '{ accounts(', {}, 'DOCUMENT_INVALID'],
  ['an unknown field', '{ acounts }', {}, 'DOCUMENT_INVALID'],
  ['more tokens than are accepted', `{ ${'viewer { id } '.repeat(600)} }`, {}, 'DOCUMENT_INVALID'],
  ['more bytes than are accepted', `{ viewer { id } } # ${'x'.repeat(33_000)}`, {}, 'DOCUMENT_TOO_COMPLEX'],
  ['no operation', 'fragment F on Account { id }', {}, 'DOCUMENT_INVALID'],
  ['two operations and no name', 'query A { viewer { id } } query B { viewer { id } }', {}, 'OPERATION_NOT_FOUND'],
  ['variables of another type', POSITIONS, { first: 'many' }, 'INVALID_VARIABLES'],
  ['a page that is too long', POSITIONS, { first: 101 }, 'INVALID_PAGE'],
])('%s is refused as it would be when sent', async (_what, document, variables, code) => {
  const { errors } = await ask(EXPLAIN, { document, variables });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
});

test('a mutation is explained, not run; one explanation for each operation', async () => {
  const { requested, obstacles } = await explain(
    'mutation { openTicket(input: { subject: "s", text: "t" }) { ticket { id } } }',
  );
  expect(requested).toBeGreaterThan(0);
  expect(obstacles.map(({ code }) => code)).toEqual(['MISSING_SCOPE']);
  const one = 'explainCost(document: "{ viewer { id } }") { requested }';
  const { errors } = await ask(`{ a: ${one} b: ${one} }`);
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['DOCUMENT_TOO_COMPLEX']);
});

test('the budget is told as each answer tells it, less what the asking operation reserved', async () => {
  const { data, extensions } = await ask('{ rateLimit { maximum available restoreRate share fullAt } }');
  const told = data?.['rateLimit'] as Throttle & { share: number; fullAt: string };
  const throttle = extensions?.cost?.throttle;
  expect(told).toMatchObject({ maximum: throttle?.maximum, restoreRate: throttle?.restoreRate, share: 1 });
  expect(told.available).toBeLessThan(told.maximum);
  expect(Date.parse(told.fullAt)).toBeGreaterThan(Date.now() - 1000);
});
