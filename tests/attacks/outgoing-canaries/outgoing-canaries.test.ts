import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { AppAccess } from '../../../src/cli/app-client/app-access.js';
import type { PersonaAccess } from '../../../src/cli/sandbox-client/allow-as-persona.js';
import { fixedClock } from '../../../src/kernel/clock.js';
import { Opened } from '../../../src/kernel/opened.js';
import { TidyRegistry } from '../../../src/plugins/registry/tidy-registry.js';
import { Purge, RETENTION_TABLE } from '../../../src/privacy/index.js';
import { erasureSteps } from '../../../src/privacy/requests/erasure-steps.js';
import { Database } from '../../../src/storage/index.js';
import { asOwner } from '../../support/as-owner.js';
import { SandboxPlatform, VIEWER_SCOPES } from '../../support/sandbox-platform.js';
import { searchOutput } from '../canary-search.js';
import { refusalsIn, refuseRows } from '../refuse-rows.js';
import { CODES_OF_ENDS, ENDS_AT_TICKETS, LEAKY_PLUGIN } from './leaky-plugin.js';
import { ENDPOINTS, type Endpoint, LeakyReceivers } from './leaky-receivers.js';
import {
  firstTries,
  installLeakyPlugin,
  letConsoleReadCustomer,
  letPluginAnswerTickets,
  nameAccounts,
  PERSONA,
  registerHook,
  signInConsole,
  tablesWith,
  trigger,
  until,
} from './outgoing-world.js';

// What is read of a customer goes out to strangers' code and to strangers' endpoints, and comes back in whatever they say.
const CUSTOMERS = {
  account: '金丝雀Kanarienvogel',
  // Messages that quote a text quote its beginning.
  'beginning of the account': '金丝雀',
  number: '6222029988776655443',
  argument: 'canaryargument',
} as const;
/** Of a ticket, which a plugin may answer. */
const QUESTIONS = { question: 'canaryquestion', 'number in a question': '6217003812345678901' } as const;
const APPS = {
  path: 'canarypath',
  query: 'canaryquery',
  description: 'canarydescription',
  credential: 'canarycredential',
  receiver: 'canaryreceiver',
  location: 'canarylocation',
  certificate: 'canarycertificate',
} as const;

/** Given out on the way: tokens, secrets of hooks. */
const secrets = new Map<string, string>();
const opened = new Opened();
let platform: SandboxPlatform;
let database: Database;
let receivers: LeakyReceivers;
let customer: PersonaAccess;
let console: AppAccess;
let doors = 0;

beforeAll(async () => {
  const settings = { LOG_LEVEL: 'trace', OPENFOLIO_PLUGINS_WALL_CLOCK_MS: '60000' };
  platform = opened.add(await SandboxPlatform.start(settings), (open) => open.stop());
  database = opened.add(new Database({ url: platform.databaseUrl, reachConnections: 1 }), (open) => open.close());
  receivers = opened.add(await LeakyReceivers.start(), (open) => open.stop());
  await nameAccounts(database, `${CUSTOMERS.account} ${CUSTOMERS.number}`);
  await letConsoleReadCustomer(database);
  console = await signInConsole(platform.url);
  await registerHooks();
  await trigger(database); // one endpoint answers nothing for 15 s: meanwhile plugins run
  await installLeakyPlugin(platform, database);
  customer = await platform.allow(PERSONA, [...VIEWER_SCOPES, 'plugins:read', 'plugins:run']);
  secrets.set('access token', customer.accessToken);
}, 120_000);
afterAll(() => opened.close());

test('a plugin’s run ends in its log as a code, however it ended and whatever the tool said', async () => {
  for (const end of Object.keys(CODES_OF_ENDS)) await invoke(end);
  const { rows } = await database.ops.query<{ code: string | null; status: string; at_fault: string | null }>(
    "SELECT code, status, at_fault FROM plugin_run WHERE target = 'tool' ORDER BY started_at",
  );
  const expected = Object.values(CODES_OF_ENDS).map((code) =>
    code === null ? { code, status: 'SUCCEEDED', at_fault: null } : { code, status: 'FAILED', at_fault: 'PLUGIN' },
  );
  expect(rows).toEqual(expected);
}, 60_000);

test('so does a run at an extension point, which is given what a customer asks', async () => {
  const openTicket = await letPluginAnswerTickets(platform, database);
  for (const end of ENDS_AT_TICKETS) {
    doors += 1;
    const opened = await openTicket(`${end} ${QUESTIONS.question} ${QUESTIONS['number in a question']}`);
    expect(opened).toMatchObject({ data: { openTicket: { userErrors: [] } } });
  }
  const codes = () =>
    database.ops.query<{ code: string | null }>(
      "SELECT code FROM plugin_run WHERE target = 'ticket.respond' AND status <> 'RUNNING' ORDER BY started_at",
    );
  const { rows } = await until(codes, ({ rowCount }) => rowCount === ENDS_AT_TICKETS.length);
  expect(rows.map(({ code }) => code)).toEqual(ENDS_AT_TICKETS.map((end) => CODES_OF_ENDS[end]));
}, 60_000);

test('a delivery’s try ends in its log as an outcome, however the endpoint behaves', async () => {
  const ended = await until(
    () => firstTries(database),
    (tries) => Object.keys(tries).length === Object.keys(ENDPOINTS).length,
  );
  expect(ended).toEqual(
    Object.fromEntries(
      Object.entries(ENDPOINTS).map(([endpoint, { outcome, status }]) => [endpoint, { outcome, status }]),
    ),
  );
}, 60_000);

test('what PostgreSQL refuses of a run or a try is an error without the row', async () => {
  const tables = ['plugin_run_data', 'hook_attempt'];
  await refuseRows(platform.databaseUrl, tables);
  await invoke('returns');
  await trigger(database);
  const refused = await until(
    async () => refusalsIn(platform.output(), tables),
    (found) => found.length === 2,
  );
  expect(refused).toEqual(tables);
}, 60_000);

test('no process writes any of it, nor a secret, at the finest level', () => {
  const output = platform.output();
  expect(output).toContain('"level":"info"');
  const planted = [...Object.entries(CUSTOMERS), ...Object.entries(QUESTIONS), ...Object.entries(APPS), ...secrets];
  expect(searchOutput(output, planted, doors)).toEqual([]);
});

/** Where each of them may stand, and why there. */
const TABLES = {
  customers: {
    account: 'it comes from there',
    plugin_run_data: 'what a run was given and gave: the customer’s, 90 days',
    plugin_proposal: 'what the customer is to decide about',
    hook_delivery: 'the bytes to send, until 30 days after their delivery',
    hook_attempt:
      'the beginning of what the endpoint answered, for the app that owns it: this one repeats what it was sent; 30 days, and never after an erasure',
  },
  questions: {
    ticket: 'the customer’s own words, for those who answer',
    ticket_message: 'the same',
  },
  apps: {
    hook: 'what the app itself said',
    event: 'the same, told to the app when its hook changes',
    hook_attempt: 'the beginning of what its endpoint answered',
  },
} as const;

test('no other table holds any of it: not the logs of runs, releases and operations that staff and publishers read', async () => {
  expect(await tablesWith(platform.databaseUrl, Object.values(CUSTOMERS))).toEqual(
    Object.keys(TABLES.customers).sort(),
  );
  expect(await tablesWith(platform.databaseUrl, Object.values(QUESTIONS))).toEqual(
    Object.keys(TABLES.questions).sort(),
  );
  expect(await tablesWith(platform.databaseUrl, Object.values(APPS))).toEqual(Object.keys(TABLES.apps).sort());
});

describe('what strangers were given and what they said of it', () => {
  const KINDS = ['PAYLOADS', 'PLUGINS'];
  const later = (days: number) => ({ pool: database.ops, clock: fixedClock(Date.now() + days * 86_400_000) });
  /** Payloads that are still to be sent end with the consent; all else is words that were kept. */
  const copies = async (client: Pick<pg.ClientBase, 'query'> = database.ops) => {
    const found = [];
    for (const table of ['hook_attempt', 'plugin_proposal', 'plugin_run_data'])
      if (
        (await client.query(`SELECT FROM ${table} t WHERE t::text LIKE $1`, [`%${CUSTOMERS.account}%`])).rowCount !== 0
      )
        found.push(table);
    return found;
  };

  test('is forgotten with an erasure of the customer', async () => {
    const steps = erasureSteps(
      () => Promise.resolve(true),
      () => Promise.resolve({ pluginInstallations: { edges: [] } }),
    ).filter(({ dataKind }) => KINDS.includes(dataKind));
    const { rows } = await database.ops.query<{ id: string }>('SELECT id FROM customer WHERE name_en = $1', [PERSONA]);
    const client = await database.ops.connect();
    try {
      await client.query('BEGIN');
      expect(await copies(client)).toHaveLength(3);
      for (const step of steps) await step.run(client, rows[0]?.id ?? '', Date.now());
      expect(await copies(client)).toEqual([]);
      await client.query('ROLLBACK'); // the next test finds them again
    } finally {
      client.release();
    }
  });

  test('is forgotten after 30 days where endpoints said it, after 90 where plugins did, and not before', async () => {
    const purge = (days: number) =>
      new Purge({ ...later(days), table: RETENTION_TABLE.filter(({ kind }) => kind === 'ANSWERS') }).run();
    await purge(29);
    expect(await copies()).toContain('hook_attempt');
    await purge(31);
    await new TidyRegistry(later(89)).step();
    expect(await copies()).toEqual(['plugin_proposal', 'plugin_run_data']);
    await new TidyRegistry(later(91)).step();
    expect(await copies()).toEqual([]);
  });

  test.each(["outcome = 'DELIVERED'", "detail = 'another'", 'at = now(), detail = NULL'])(
    'leaves an attempt as it was written: %s is refused',
    (change) =>
      expect(asOwner(platform.databaseUrl, `UPDATE hook_attempt SET ${change}`)).rejects.toThrow(/append-only/),
  );
});

async function invoke(end: string): Promise<void> {
  doors += 1;
  await customer.fetch(platform.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation I($input: InvokePluginInput!) { invokePlugin(input: $input) { result userErrors { code } } }',
      variables: { input: { plugin: LEAKY_PLUGIN, tool: 'total', args: { note: `${end} ${CUSTOMERS.argument}` } } },
    }),
  });
}

async function registerHooks(): Promise<void> {
  const register = (url: string, document?: string) => {
    doors += 1;
    return registerHook(console, { url, description: APPS.description, ...(document && { document }) });
  };
  for (const endpoint of Object.keys(ENDPOINTS) as Endpoint[]) {
    const secret = await register(receivers.urlOf(endpoint, APPS.path, APPS.query));
    secrets.set(`secret of the hook that ${endpoint}`, secret?.replace('whsec_', '') ?? 'it has no secret');
  }
  await register(`http://user:${APPS.credential}@127.0.0.1/${APPS.path}`);
  await register(`http://127.0.0.1/${APPS.path}`, `query { ${APPS.query} }`);
}
