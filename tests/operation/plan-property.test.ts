import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { newId } from '../../src/kernel/ids.js';
import type { Outcome } from '../../src/operation/index.js';
import { Draw } from './draw.js';
import type { KnownValues } from './generate-arguments.js';
import { type GeneratedOperation, generateOperation } from './generate-operation.js';
import { createOperationWorld, type OperationWorld } from './operation-world.js';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);

let world: OperationWorld;
let grantId: string;
let values: KnownValues;

beforeAll(async () => {
  world = await createOperationWorld({ limits: { aliasesMax: 1000, depthMax: 50 } });
  grantId = await world.grant({ customer: world.anna });
  values = await collectValues();
});
afterAll(() => world?.close());

test(`any query answers the same bytes, errors and cost by plan and by resolvers (seed ${SEED})`, async () => {
  const { schema } = world.parts;
  const tally: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (next) => {
      const operation = generateOperation(new Draw(next), { schema, reads: world.reads, values });
      expect(world.compiler.compile(parse(operation.source), undefined)?.plan).toBeDefined();
      const [planned, resolved] = await Promise.all([
        told(world.run, operation),
        told(world.runByResolvers, operation),
      ]);
      if (!agree(planned, resolved))
        throw new Error(
          `${operation.source}\n${JSON.stringify(operation.variables)}\nby plan:      ${shown(planned)}\nby resolvers: ${shown(resolved)}`,
        );
      expect(world.unexpected.map(String)).toEqual([]);
      const kind = planned.text.startsWith('answered')
        ? 'answered'
        : (/[A-Z]+(?:_[A-Z]+)+/.exec(shown(planned).replace(/^erred .* \[/, ''))?.[0] ?? '');
      tally[kind] = (tally[kind] ?? 0) + 1;
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  process.stdout.write(`property: ${RUNS} operations with seed ${SEED}: ${JSON.stringify(tally)}\n`);
  expect(tally['answered'] ?? 0).toBeGreaterThan(RUNS * 0.6);
}, 110_000);

interface Told {
  readonly text: string;
  /** Errors that left no data at all. */
  readonly ending: readonly string[];
}

/**
 * The first error that leaves no data ends the answer while other fields are still being read: how many of those are told is a race
 * (GraphQL, 6.4.4: one is enough). So the fewer must be among the more, and everything else must be the same.
 */
function agree(planned: Told, resolved: Told): boolean {
  const [fewer, more] = [planned.ending, resolved.ending].sort((a, b) => a.length - b.length);
  const bothEnded = planned.ending.length > 0 === resolved.ending.length > 0;
  return planned.text === resolved.text && bothEnded && (fewer ?? []).every((error) => more?.includes(error));
}

function shown({ text, ending }: Told): string {
  return `${text} [${ending.join(',')}]`;
}

async function told(run: OperationWorld['run'], { source, variables }: GeneratedOperation): Promise<Told> {
  const outcome = await run({ source, variables, grantId, cause: { kind: 'LIVE' } }).catch(
    (error: unknown): Outcome => ({
      kind: 'refused',
      error: error as never,
      cost: { requested: 0, actual: 0, throttle: null },
    }),
  );
  if (outcome.kind === 'refused') {
    if (['DOCUMENT_INVALID', 'INTERNAL'].includes(outcome.error.code)) throw outcome.error;
    return { text: `refused ${outcome.error.code} ${outcome.error.message}`, ending: [] };
  }
  const { json, errors, cost } = outcome;
  if (errors.length === 0) return { text: `answered ${json} cost ${cost.requested} ${cost.actual}`, ending: [] };
  const tellable = errors.map(({ message, path, extensions }) => JSON.stringify({ message, path, extensions }));
  return json === null
    ? { text: 'erred null', ending: tellable }
    : { text: `erred ${json} [${tellable.join(',')}]`, ending: [] };
}

/** Real ids and cursors of this grant's rows, a few of another customer's, and nonsense. */
async function collectValues(): Promise<KnownValues> {
  const source = `{ accounts(first: 9) { edges { cursor } } transactions(first: 50) { edges { cursor } }
    instruments(first: 9) { edges { cursor node { priceHistory(from: "2026-10-01", to: "2026-10-09", first: 5) { edges { cursor } } } } } }`;
  const own = await data(source, grantId);
  const foreign = await data(source, await world.grant({ customer: world.bert }));
  const of = (name: string) => [
    ...Array<string[]>(9).fill(cursors(own[name]).slice(0, 9)).flat(),
    ...cursors(foreign[name]).slice(0, 1),
    'zzz',
  ];
  const positions = world.reads.types.has('Position')
    ? (await data('{ accounts(first: 9) { edges { node { positions(first: 9) { edges { cursor } } } } } }', grantId))[
        'accounts'
      ]
    : undefined;
  return {
    ids: {
      ...idsOfNothing(),
      'Query.account.id': of('accounts'),
      'Query.instrument.id': cursors(own['instruments']),
      '*': cursors(own['instruments']),
    },
    cursors: {
      AccountConnection: of('accounts'),
      TransactionConnection: of('transactions'),
      InstrumentConnection: of('instruments'),
      PriceBarConnection: [...cursors(own['instruments']?.edges[0]?.node?.['priceHistory'] as Connection), 'zzz'],
      PositionConnection: positions
        ? positions.edges.flatMap(({ node }) => cursors(node?.['positions'] as Connection))
        : ['zzz'],
    },
    texts: ['XSHG', 'XHKG', 'S1', 'S2', 's', 'Tech', '证券', '"', '\\', '%', "'", ''],
  };
}

/** A well-formed id of nothing for each root that looks up by id: missing is an answer too. */
function idsOfNothing(): Record<string, string[]> {
  const { ids } = world.parts;
  const lookups = [...world.reads.roots].flatMap(([name, root]) =>
    root.read === 'one' && root.by ? [{ name, ...root.by }] : [],
  );
  return Object.fromEntries(
    lookups.map(({ name, argument, prefix }) => [
      `Query.${name}.${argument}`,
      [ids.encode(world.appId, prefix, newId())],
    ]),
  );
}

interface Connection {
  edges: { cursor: string; node?: Record<string, unknown> }[];
}

function cursors(connection: Connection | undefined): string[] {
  return (connection?.edges ?? []).map(({ cursor }) => cursor);
}

async function data(source: string, grant: string): Promise<Record<string, Connection>> {
  const outcome = await world.runByResolvers({ source, grantId: grant, cause: { kind: 'LIVE' } });
  if (outcome.kind === 'refused' || outcome.json === null)
    throw new Error(JSON.stringify(outcome), { cause: world.unexpected[0] });
  return JSON.parse(outcome.json) as Record<string, Connection>;
}
