import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { allowAsPersona } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { type RunningPlatform, startPlatform } from '../support/running-platform.js';
import { VIEWER_APP } from '../support/sandbox-platform.js';
import { createSandboxDatabase } from '../support/template-database.js';

/** What one customer does through an app and what the brokerage imports, and what the profiles make of it. */
let platform: RunningPlatform;
let db: pg.Client;
let customer: string;
let ask: (source: string, variables?: object) => Promise<Record<string, unknown>>;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { url, drop } = await createSandboxDatabase();
  undo.push(drop);
  platform = await startPlatform({ DATABASE_URL: url });
  undo.push(() => platform.stop());
  db = new pg.Client({ connectionString: url });
  await db.connect();
  undo.push(() => db.end());
  await db.query(
    "UPDATE app SET scope_ceiling = scope_ceiling || '{tickets:write,tickets:read}' WHERE client_id = $1",
    [VIEWER_APP.clientId],
  );
  const scopes = ['profile:read', 'market:read', 'tickets:read', 'tickets:write'];
  const access = await allowAsPersona({ url: platform.url, ...VIEWER_APP, persona: 'Chen Zhiyuan', scopes });
  ask = async (query, variables = {}) => {
    const response = await access.fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };
  const { rows } = await db.query<{ id: string }>("SELECT id FROM customer WHERE name_en = 'Chen Zhiyuan'");
  customer = rows[0]?.id ?? '';
}, 90_000);
afterAll(async () => {
  for (const each of undo.reverse()) await each();
});

const MAOTAI = '{ mic: "XSHG", symbol: "600519" }';

test('a sign-in, looks, tickets and imported trades are facts after the profiles ran, each with its source and its time', async () => {
  await ask('{ instrument(mic: "XSHG", symbol: "600519") { nameEn quote { last } } }');
  await ask(`{ quotes(instruments: [${MAOTAI}]) { last } }`);
  await ask('{ instruments(first: 20) { edges { node { id symbol quote { last } } } } }');
  await ask('{ viewer { tier } }');
  const opened =
    'mutation($text: String!) { openTicket(input: { text: $text }) { ticket { kind } userErrors { code } } }';
  await ask(opened, { text: '怎么销户？想把账户转到别家。' });
  await ask(opened, { text: 'I complain: nobody called me back.' });
  const signals = await untilKept(2);
  expect(signals).toEqual([
    { kind: 'LOGIN', symbol: null },
    { kind: 'LOOK', symbol: '600519' },
  ]);
  // What went before this day can't be done through a door: the very same signals, some days earlier.
  await db.query(`INSERT INTO activity_signal (id, customer_id, kind, instrument_id, at)
    SELECT gen_random_uuid(), customer_id, kind, instrument_id, at - d * interval '1 day' FROM activity_signal,
      LATERAL unnest(CASE kind WHEN 'LOOK' THEN '{1,2,3,4}'::int[] ELSE '{35,40,45,50}' END) d`);
  const saver = await importSaver();

  const before = Date.now();
  const run = await platform.operator('profiles', 'run');
  expect(run.stderr).toBe('');
  expect(run.stdout).toMatch(/facts: done for \d{4}-\d\d-\d\d/);

  const facts = await factsOf(customer);
  const now = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(facts).toMatchObject({
    INSTRUMENT_INTEREST: {
      value: { looks: 5, days: 5, latest: now },
      source: { from: expect.stringMatching(/^activity_signal LOOK/) },
    },
    LOGINS_HALVED: {
      value: { last30Days: 1, before: 4 },
      source: { from: expect.stringMatching(/^activity_signal LOGIN/) },
    },
    CLOSING_TICKETS: { value: { tickets: 1, latest: now }, source: { from: expect.stringMatching(/^ticket/) } },
    COMPLAINTS: { value: { tickets: 1, latest: now }, source: { from: expect.stringMatching(/^ticket/) } },
  });
  expect(await factsOf(saver)).toMatchObject({
    REGULAR_INVESTING: { value: { months: 3, purchases: 3 }, source: { from: expect.stringMatching(/^transaction/) } },
  });
  for (const { computedAt } of Object.values(facts)) expect(computedAt.getTime()).toBeGreaterThanOrEqual(before - 1000);
}, 90_000);

/** The signals of the customer, once the process has added them. */
async function untilKept(count: number) {
  for (const deadline = Date.now() + 15_000; ; ) {
    const { rows } = await db.query(
      `SELECT s.kind, i.symbol FROM activity_signal s LEFT JOIN instrument i ON i.id = s.instrument_id WHERE s.customer_id = $1 ORDER BY s.kind, i.symbol`,
      [customer],
    );
    if (rows.length >= count || Date.now() > deadline) return rows;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function factsOf(customerId: string) {
  const { rows } = await db.query<{ kind: string; value: object; source: object; computedAt: Date }>(
    'SELECT kind, value, source, computed_at AS "computedAt" FROM profile_fact WHERE customer_id = $1',
    [customerId],
  );
  return Object.fromEntries(rows.map(({ kind, ...fact }) => [kind, fact]));
}

/** A customer of the brokerage's own files, who bought in each of the three months before this one. */
async function importSaver(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openfolio-saver-'));
  undo.push(() => rm(folder, { recursive: true }));
  const trades = [3, 2, 1].map((months) => {
    const day = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - months, 10))
      .toISOString()
      .slice(0, 10);
    return `SAVE,S${months},BUY,${day},${day},XSHG,600519,100,1.00,CNY,-100.00,-100.00`;
  });
  const files = {
    customers: 'external_ref,name_zh,name_en,tier,risk_level,onboarded_at\nSAVER,王省,Saver,MASS,C3,2020-01-01',
    accounts:
      'external_ref,customer_ref,number,name,type,status,base_currency,opened_at\nSAVE,SAVER,12345678,Main,CASH,ACTIVE,CNY,2020-01-01',
    transactions: [
      'account_ref,external_ref,type,trade_date,settle_date,mic,symbol,quantity,price,currency,gross,net',
      ...trades,
    ].join('\n'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), `${text}\n`);
  const { stderr, code } = await platform.operator('import', folder);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const { rows } = await db.query<{ id: string }>("SELECT id FROM customer WHERE external_ref = 'SAVER'");
  return rows[0]?.id ?? '';
}
