import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { RunDocument } from '../../../src/operation/index.js';
import { SECRET } from '../../audit/audit-world.js';
import { casesOfThreat } from '../cases-tried.js';
import { createGraphQLDoor, type GraphQLDoor } from '../graphql-door.js';
import { nameOf, objectsIn } from './expected-record.js';
import { JumpingClock } from './jumping-clock.js';
import { ANSWERED, REFUSED } from './operation-cases.js';
import { ReceiptsProof, type StoredRecord, sha256 } from './receipts-proof.js';
import { widestDocument } from './widest-document.js';

const tried = casesOfThreat(12, 'operations at the GraphQL door; each recorded as it was, or refused');

const RECEIPTS = `query Read($after: String) { receipts(first: 100, after: $after) { edges { node {
  operationName operationHash fields outcome cost cause at checkpoint rowCounts { type count } } } pageInfo { hasNextPage endCursor } } }`;

const clock = new JumpingClock();
let door: GraphQLDoor;
let proof: ReceiptsProof;
let superuser: Client;
let grantId: string;
beforeAll(async () => {
  door = await createGraphQLDoor(clock);
  proof = new ReceiptsProof(door.world.url, SECRET);
  superuser = new Client({ connectionString: door.world.url });
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await proof?.close();
  await door?.close();
});
/** After every group: what was recorded is proved, and its customer reads the very same by both ways of reading. */
afterEach(async () => {
  expect(await proof.findings()).toEqual([]);
  const stored = await proof.recordsOf('customer_id', door.world.anna.id);
  for (const run of [door.world.run, door.world.runByResolvers]) {
    const seen = await receiptsOf(run);
    const found = new Map(seen.map((receipt) => [shape(receipt), receipt]));
    expect(stored.filter((record) => !found.has(shape(seenAs(record))))).toEqual([]);
  }
});

const newGrant = (scopes?: string[]) =>
  door.world.grant({ customer: door.world.anna, expiresIn: '200 years', ...(scopes && { scopes }) });

interface Seen {
  readonly operationName: string | null;
  readonly operationHash: string;
  readonly fields: readonly string[];
  readonly outcome: string;
  readonly rowCounts: readonly { type: string; count: number }[];
}
const seenAs = (record: StoredRecord): Seen => ({
  operationName: record.operation_name,
  operationHash: record.operation_hash,
  fields: record.fields,
  outcome: record.outcome,
  rowCounts: Object.entries(record.row_counts).map(([type, count]) => ({ type, count })),
});
const shape = ({ operationName, operationHash, fields, outcome, rowCounts }: Seen) =>
  JSON.stringify([
    operationName,
    operationHash,
    fields,
    outcome,
    rowCounts.map((of) => `${of.type} ${of.count}`).sort(),
  ]);

async function receiptsOf(run: RunDocument): Promise<Seen[]> {
  const reader = await newGrant();
  const seen: Seen[] = [];
  for (let after: string | null = null; ; ) {
    const outcome = await run({ source: RECEIPTS, variables: { after }, grantId: reader, cause: { kind: 'LIVE' } });
    if (outcome.kind === 'refused') throw outcome.error;
    expect(outcome.errors).toEqual([]);
    const { receipts } = JSON.parse(outcome.json ?? '') as {
      receipts: { edges: { node: Seen }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    seen.push(...receipts.edges.map(({ node }) => node));
    if (!receipts.pageInfo.hasNextPage) return seen;
    after = receipts.pageInfo.endCursor;
  }
}

/** One operation under a grant of its own: how it was answered, and all that was recorded of it. */
async function recorded(body: unknown, as?: string) {
  grantId = as ?? (await newGrant());
  const { codes, body: text, status } = await door.post(grantId, body);
  const { data } = JSON.parse(text) as { data?: Record<string, unknown> | null };
  return { codes, status, data: data ?? null, records: await proof.recordsOf('grant_id', grantId) };
}

test('what is answered is recorded as it was: name, digest, objects, outcome', async () => {
  for (const [name, body] of ANSWERED) {
    const { codes, data, records } = await recorded(body);
    expect({ name, codes, answered: data !== null }).toEqual({ name, codes: [], answered: true });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      operation_name: nameOf(body),
      operation_hash: sha256(String(body['query'])),
      outcome: 'OK',
      row_counts: objectsIn(data),
    });
    tried(1);
  }
}, 60_000);

test('what is refused is recorded with its code where somebody stood behind it, and nothing is answered', async () => {
  for (const [name, body, ...codes] of REFUSED) mustBeRefused(name, codes, await recorded(body));
  mustBeRefused(
    'a grant without scopes',
    ['MISSING_SCOPE'],
    await recorded({ query: '{ viewer { tier } }' }, await newGrant([])),
  );
  mustBeRefused(
    'a mutation that nobody allowed',
    ['MISSING_SCOPE'],
    await recorded(
      { query: 'mutation M { revokeGrant(input: { grantId: "\u202E" }) { revokedGrantId } }' },
      await newGrant([]),
    ),
  );
}, 60_000);

function mustBeRefused(name: string, codes: readonly string[], answer: Awaited<ReturnType<typeof recorded>>): void {
  const [code = 'none'] = answer.codes;
  const left = Object.values(answer.data ?? {}).filter((value) => value !== null);
  expect({ name, code, left }).toEqual({ name, code: codes.find((each) => each === code), left: [] });
  expect(answer.status).toBeLessThan(500);
  expect(answer.records.map(({ outcome, row_counts }) => ({ outcome, row_counts }))).toEqual(
    answer.records.slice(0, 1).map(() => ({ outcome: code, row_counts: {} })),
  );
  tried(1);
}

test('the document with the most distinct fields that the limits allow is recorded field by field', async () => {
  const { types } = door.world.reads;
  const query = widestDocument(door.world.parts.schema, (coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    if (coordinate === 'Query.instrument') return false; // wants one of two arguments
    return /^Query$|Connection$|Edge$|^PageInfo$/.test(type) || Object.hasOwn(types.get(type)?.fields ?? {}, field);
  });
  const { codes, data, records } = await recorded({ query });
  expect({ codes, answered: data !== null }).toEqual({ codes: [], answered: true });
  expect(records).toHaveLength(1);
  expect(records[0]?.fields.length).toBeGreaterThan(200);
  process.stdout.write(`widest document: ${records[0]?.fields.length} distinct fields\n`);
  tried(1);
});

test('50 clients at once are each answered and recorded', async () => {
  const grants = await Promise.all(Array.from({ length: 50 }, () => newGrant()));
  const answers = await Promise.all(
    grants.map((each, n) =>
      door.post(each, { query: `query C${n} { accounts(first: ${(n % 99) + 2}) { edges { node { name } } } }` }),
    ),
  );
  expect(answers.map(({ codes }) => codes)).toEqual(grants.map(() => []));
  for (const [n, each] of grants.entries())
    expect(await proof.recordsOf('grant_id', each)).toMatchObject([
      { operation_name: `C${n}`, outcome: 'OK', row_counts: { Account: 2 } },
    ]);
  tried(50);
});

describe('while an operation runs', () => {
  const HOUR = 3_600_000;
  test('the clock of its process jumps: it is answered and recorded, or refused', async () => {
    for (const ms of [1, HOUR, -HOUR, 24 * HOUR, -24 * HOUR, 31 * 24 * HOUR, -400 * 24 * HOUR, 74 * 365.25 * 24 * HOUR])
      for (const readings of [1, 2, 3]) {
        const as = await newGrant();
        clock.jumpAfter(readings, ms);
        const { codes, records } = await recorded({ query: 'query J { viewer { tier } }' }, as);
        clock.jumpAfter(0, 0);
        expect({ ms, readings, codes }).toEqual({ ms, readings, codes: [] });
        expect(records).toMatchObject([{ operation_name: 'J', outcome: 'OK' }]);
        expect(records[0]?.duration_us).toBeLessThanOrEqual(2 ** 31 - 1);
        tried(1);
      }
  });

  test.each(['pg_cancel_backend', 'pg_terminate_backend'])(
    'what reads for it ends (%s): nothing is answered, and the record says so',
    async (end) => {
      await superuser.query('BEGIN; LOCK TABLE account IN ACCESS EXCLUSIVE MODE');
      const running = recorded({ query: 'query Waits { accounts(first: 5) { edges { node { name } } } }' });
      for (let waiting = 0; waiting === 0; ) {
        const { rowCount } = await superuser.query(
          `SELECT ${end}(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        waiting = rowCount ?? 0;
      }
      const { codes, data } = await running;
      await superuser.query('COMMIT');
      expect({ codes, left: data?.['accounts'] ?? null }).toEqual({ codes: ['INTERNAL'], left: null });
      expect(await proof.recordsOf('grant_id', grantId)).toMatchObject([
        { operation_name: 'Waits', outcome: 'INTERNAL', row_counts: {} },
      ]);
      door.world.unexpected.splice(0);
      tried(1);
    },
  );

  test('the connection of its record ends at any moment: refused, or recorded', async () => {
    for (let round = 0; round < 12; round += 1) {
      const as = await newGrant();
      const running = recorded({ query: `query E${round} { viewer { tier } }` }, as);
      for (let turn = 0; turn < round; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      await superuser.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'openfolio-audit' AND datname = current_database()",
      );
      const { codes, data } = await running;
      const records = await proof.recordsOf('grant_id', as);
      if (data === null) expect(codes).toEqual(['AUDIT_UNAVAILABLE']);
      else expect(records).toMatchObject([{ operation_name: `E${round}`, outcome: 'OK' }]);
      tried(1);
    }
  });
});
