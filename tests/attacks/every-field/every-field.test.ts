import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { EveryFieldWorld, HELD } from './every-field-world.js';
import { generateProbes, type Probe } from './generate-documents.js';

/** Types whose planted row its owner does not see by an app's grant either, and why. */
const NOT_BY_ITS_OWNER: Readonly<Record<string, string>> = {
  Delivery: 'an app reads its deliveries by a grant of its own, without a customer',
  CampaignAnswer: 'the partner that sent it and staff read it',
  CampaignMessage: 'shown only with the event that told it',
  PluginProposal: 'shown only with the run that made it',
};

let world: EveryFieldWorld;
let probes: Probe[];
const tried = { queries: 0, mutations: 0, leaks: 0, seen: 0 };

beforeAll(async () => {
  world = await EveryFieldWorld.create();
  probes = generateProbes(world.schema.schema, [...world.prefixOf.keys()]);
});
afterAll(async () => {
  const { queries, mutations, leaks, seen } = tried;
  const documents = `${probes?.length} documents generated out of the schema; to the owner ${seen} of them show planted rows`;
  process.stdout.write(
    `every field and id path × another customer × scopes: ${leaks} of ${queries + mutations} leaked (${queries} queries, ${mutations} mutations; ${documents})\n`,
  );
  await world?.close();
});

test('every document is valid, and every field that rows stand behind is in one', () => {
  const { schema, reads } = world.schema;
  for (const { source } of probes)
    expect(validate(schema, parse(source)).map(({ message }) => `${message} ${source}`)).toEqual([]);
  const probed = new Set(probes.flatMap(({ fields }) => fields));
  const ofRows = [...reads.types.values()].flatMap(({ type, fields }) =>
    Object.keys(fields).map((f) => `${type}.${f}`),
  );
  expect(ofRows.filter((field) => !probed.has(field))).toEqual([]);
});

describe('of another customer', () => {
  test('no field tells anything, and each id answers what one that does not exist answers: data, errors and cost', async () => {
    const leaks: string[] = [];
    await inParallel(ofKind('query'), async (probe) => {
      for (const scopes of scopeSets(probe)) {
        const grantId = await world.grant(world.anna, scopes);
        const found = await leaksOf(probe, grantId);
        tried.queries += Math.max(1, pairs(probe).length);
        leaks.push(...found);
      }
    });
    tried.leaks += leaks.length;
    expect(leaks).toEqual([]);
  });

  test('no mutation tells or changes anything by an id of theirs', async () => {
    const before = await world.rowsOfBert();
    const leaks: string[] = [];
    for (const probe of ofKind('mutation'))
      for (const scopes of [HELD, []]) {
        leaks.push(...(await leaksOf(probe, await world.grant(world.anna, scopes))));
        tried.mutations += pairs(probe).length;
      }
    tried.leaks += leaks.length;
    expect(leaks).toEqual([]);
    expect(await world.rowsOfBert()).toEqual(before);
  });
});

test('the same documents do show the planted rows to their owner, so that zero means something', async () => {
  const seen = new Set<string>();
  const grantId = await world.grant(world.bert, HELD);
  await inParallel(ofKind('query'), async (probe) => {
    if ((await leaksOf(probe, grantId)).length > 0) seen.add(probe.name);
  });
  tried.seen = seen.size;
  const types = new Set([...seen].map((name) => name.split('.')[0]));
  const withRows = [...world.foreign].filter(([, rows]) => rows.length > 0).map(([type]) => type);
  const unseen = withRows.filter((type) => !types.has(type));
  expect(unseen.sort()).toEqual(Object.keys(NOT_BY_ITS_OWNER).sort());
});

function ofKind(kind: Probe['kind']): Probe[] {
  return probes.filter((probe) => probe.kind === kind);
}

/** What a grant learns of Bert by a document: his words anywhere, or another answer than to an id that leads nowhere. */
async function leaksOf(probe: Probe, grantId: string): Promise<string[]> {
  const { name, source, takes } = probe;
  if (takes === 'nothing') return world.telling.test(await world.ask(source, {}, grantId)) ? [name] : [];
  const leaks: string[] = [];
  for (const { theirs, nobody } of pairs(probe)) {
    const answer = await world.ask(source, { node: theirs, id: theirs }, grantId);
    const expected = await world.ask(source, { node: nobody, id: nobody }, grantId);
    if (answer !== expected || world.telling.test(answer)) leaks.push(`${name}: ${answer} instead of ${expected}`);
  }
  return leaks;
}

/** All, none, and around each scope that the document's fields ask for: that one alone, and all but that one. Others don't matter to it. */
function scopeSets({ fields }: Probe): string[][] {
  const asked = new Set(fields.flatMap((field) => (world.schema.requirements.get(field) ?? []).flat(2)));
  const named = HELD.filter((scope) => asked.has(scope));
  return [HELD, [], ...named.map((scope) => [scope]), ...named.map((scope) => HELD.filter((other) => other !== scope))];
}

/** The ids that a document is handed, and one of the same kind that leads nowhere. */
function pairs({ takes }: Probe): { theirs: string; nobody: string }[] {
  if (takes === 'nothing') return [];
  const types = takes === 'any id' ? [...world.foreign.keys()] : [takes.idOf];
  return types.flatMap((type) => {
    const prefix = world.prefixOf.get(type) ?? '';
    const [id] = world.foreign.get(type) ?? [];
    return id === undefined ? [] : [{ theirs: world.id(prefix, id), nobody: world.id(prefix) }];
  });
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
    }),
  );
}
