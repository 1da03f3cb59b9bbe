import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { PersonaAccess } from '../../../src/cli/sandbox-client/allow-as-persona.js';
import { RECEIPTS_TEXT } from '../../../src/portal/receipts.text.js';
import { SECRET } from '../../audit/audit-world.js';
import { Browser } from '../../support/browser.js';
import { SandboxPlatform } from '../../support/sandbox-platform.js';
import { casesOfThreat } from '../cases-tried.js';
import { ReceiptsProof } from './receipts-proof.js';

const tried = casesOfThreat(12, 'requests over HTTP; each answer recorded, each record on its customer’s page');

/** Bytes that HTTP lets through in a header, one character each. */
const ODD_TEXTS = {
  quotes: `"'\\"'; DROP TABLE operation_record; --`,
  'an emoji in UTF-8': Buffer.from('👨‍👩‍👧 \u2028\u202E').toString('latin1'),
  'half a sequence of UTF-8': Buffer.from([0xe4, 0xb8]).toString('latin1'),
  'all above ASCII': Array.from({ length: 96 }, (_, n) => String.fromCharCode(160 + n)).join(''),
  markup: '<script>alert(1)</script>{{7*7}}${x}%00%0a',
  'ten thousand': 'x'.repeat(10_000),
} as const;
const HEADERS = [
  'user-agent',
  'x-request-id',
  'traceparent',
  'x-forwarded-for',
  'apollographql-client-name',
  'referer',
];

/** Names that no registration takes, as if one had. */
const APP_NAMES = [`"'><script>`, '\u202Eabc\u2066', '\u2028\u2029\u0001', '👨‍👩‍👧‍👦', '\\u0000', 'x'.repeat(5000), ''];

let platform: SandboxPlatform;
let proof: ReceiptsProof;
let superuser: Client;
let access: PersonaAccess;
let customer: string;
const browser = new Browser();

beforeAll(async () => {
  const budgets = ['CUSTOMER_MAXIMUM', 'CUSTOMER_RESTORE', 'APP_MAXIMUM', 'APP_RESTORE'];
  platform = await SandboxPlatform.start({
    OPENFOLIO_SECRET: SECRET.toString('base64'),
    OPENFOLIO_VIGILANCE: 'record',
    ...Object.fromEntries(budgets.map((name) => [`OPENFOLIO_BUDGET_${name}`, '1000000'])),
  });
  proof = new ReceiptsProof(platform.databaseUrl, SECRET);
  superuser = new Client({ connectionString: platform.databaseUrl });
  await superuser.connect();
  access = await platform.allow();
  const { rows } = await superuser.query<{ customer_id: string }>(
    'SELECT customer_id FROM access_grant WHERE customer_id IS NOT NULL ORDER BY granted_at DESC LIMIT 1',
  );
  customer = rows[0]?.customer_id ?? '';
  const signIn = await browser.follow(`${platform.url}/receipts`);
  const [persona = ''] = signIn
    .buttons('persona')
    .flatMap(({ value, title }) => (title.includes('Chen Zhiyuan') ? [value] : []));
  const signedIn = await browser.post(signIn.action, [
    ['csrf', signIn.values('csrf')[0] ?? ''],
    ['persona', persona],
  ]);
  await browser.follow(signedIn.location ?? '');
});
afterAll(async () => {
  await superuser?.end();
  await proof?.close();
  await platform?.stop();
});
/** After every group: all is proved, and the page shows each read by an app, to the last. */
afterEach(async () => {
  expect(await proof.findings()).toEqual([]);
  expect(await cardsOfPages()).toBe((await readsOfApps()).length);
});

async function cardsOfPages(): Promise<number> {
  let [cards, pages] = [0, 0];
  for (let next: string | undefined = '/receipts?lang=en'; next !== undefined; ) {
    const page = await browser.get(`${platform.url}${next}`);
    expect(page.status).toBe(200);
    expect((pages += 1)).toBeLessThan(50);
    expect(page.body).not.toMatch(/<script>alert|<script>$/);
    cards += page.body.match(/<section class="card"/g)?.length ?? 0;
    const older = new RegExp(`after=([^"]+)">${RECEIPTS_TEXT.en.older}<`).exec(page.body.replaceAll('&#61;', '='))?.[1];
    next = older && `/receipts?lang=en&after=${older}`;
  }
  return cards;
}

/** Names of the operations that were recorded for the customer's apps. */
async function readsOfApps(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT COALESCE(o.operation_name, '') AS name FROM operation_record o JOIN app a ON a.id = o.app_id
     WHERE o.customer_id = $1 AND NOT a.first_party`,
    [customer],
  );
  return rows.map(({ name }) => name);
}

let names = 0;
/** One operation of a name of its own. */
async function ask(
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<{ name: string; answered: boolean; code: string }> {
  const name = `Op${(names += 1)}`;
  const response = await access.fetch(platform.graphqlUrl, {
    method: 'POST',
    body: JSON.stringify({ query: `query ${name} { accounts(first: 5) { edges { node { name } } } }` }),
    headers: { 'content-type': 'application/json', ...headers },
    ...(signal && { signal }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { name, answered: data != null, code: errors?.[0]?.extensions.code ?? '' };
}

/** Whoever was answered has exactly one record, and nobody has two. */
async function mustBeRecorded(asked: readonly { name: string; answered: boolean }[]): Promise<void> {
  const recorded = await readsOfApps();
  for (const { name, answered } of asked) {
    const times = recorded.filter((each) => each === name).length;
    expect({ name, recorded: times }).toEqual({ name, recorded: answered ? 1 : Math.min(times, 1) });
  }
}

test('headers of any text are answered, recorded and of no consequence', async () => {
  const sent = HEADERS.flatMap((header) => Object.values(ODD_TEXTS).map((text) => ask({ [header]: text })));
  const answers = await Promise.all(sent);
  expect(answers.filter(({ answered }) => !answered)).toEqual([]);
  await mustBeRecorded(answers);
  tried(answers.length);
});

test('50 clients at once are each answered and recorded', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(answers.filter(({ answered }) => !answered)).toEqual([]);
  await mustBeRecorded(answers);
  tried(50);
});

test('a client that goes away at any moment leaves at most one record, and nobody else waits', async () => {
  const rounds = Array.from({ length: 40 }, async (_, n) => {
    const leaving = new AbortController();
    const asked = ask({}, leaving.signal).catch(() => undefined);
    if (n % 2 === 0) for (let turn = 0; turn < n; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    else await new Promise((resolve) => setTimeout(resolve, n));
    leaving.abort();
    return asked;
  });
  const [stayed, ...left] = await Promise.all([ask(), ...rounds]);
  expect(stayed).toMatchObject({ answered: true });
  await mustBeRecorded([stayed, ...left].filter((each) => each !== undefined));
  const recorded = await readsOfApps();
  expect(new Set(recorded).size).toBe(recorded.length);
  tried(41);
});

test('while all connections of the platform end again and again, what is answered is recorded, and then all is as before', async () => {
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (let round = 0; round < 6; round += 1) {
    const asked = Promise.all(Array.from({ length: 8 }, () => ask()));
    for (let turn = 0; turn < round * 3; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    await superuser.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    answers.push(...(await asked));
  }
  await mustBeRecorded(answers);
  for (let again = await ask(); !again.answered; again = await ask()) expect(again.code).toMatch(/^[A-Z_]+$/);
  tried(48);
});

test('an app of any name stands on the page', async () => {
  await ask();
  for (const name of APP_NAMES) {
    await superuser.query(
      "UPDATE app SET name_en = $1, name_zh = $1 WHERE client_id = 'example-labs-portfolio-viewer'",
      [name],
    );
    const page = await browser.get(`${platform.url}/receipts?lang=en`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain(`"'><script>`);
    tried(1);
  }
});
