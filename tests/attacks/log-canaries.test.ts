import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { allowAsPersona } from '../../src/cli/sandbox-client/allow-as-persona.js';
import { Browser } from '../support/browser.js';
import { SandboxPlatform, VIEWER_APP } from '../support/sandbox-platform.js';
import { signInStaff } from '../support/staff.js';
import { searchOutput } from './canary-search.js';
import { refusalsIn, refuseRows } from './refuse-rows.js';

/** Words that stand nowhere else, one for each kind of what must not be logged. */
const CANARIES = {
  name: '金丝雀Kanarienvogel',
  email: 'canary.mail@canary-person.example',
  mobile: '13955501234',
  account: '6222029988776655443',
  ticket: 'canaryticket my mother is in hospital',
  plugin: 'canaryplugin-input',
  variable: 'canaryvariable',
  password: 'canarypassword-Long-Enough-1',
  token: 'canarytoken-eyJhbGciOi',
  code: 'canarycode-123456',
  header: 'canaryheader',
  query: 'canaryquery',
} as const;

/** A ticket is written before its first message. */
const REFUSING = ['ticket'];

/** Read on the way: tokens and sessions that were really given out. */
const secrets = new Map<string, string>();
let platform: SandboxPlatform;
let superuser: pg.Client;
let doors = 0;

beforeAll(async () => {
  platform = await SandboxPlatform.start({ LOG_LEVEL: 'trace' });
  superuser = new pg.Client({ connectionString: platform.databaseUrl });
  await superuser.connect();
  await superuser.query('UPDATE customer SET mobile = $1 WHERE name_en = $2', [CANARIES.mobile, 'Chen Zhiyuan']);
  await superuser.query(
    `UPDATE account SET number = $1, name = $2 WHERE id = (SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id
       WHERE c.name_en = 'Chen Zhiyuan' ORDER BY a.id LIMIT 1)`,
    [CANARIES.account, CANARIES.name],
  );
});
afterAll(async () => {
  await superuser?.end();
  await platform?.stop();
});

/** What comes back does not matter here, only what was written meanwhile. */
async function through(door: Promise<unknown>): Promise<void> {
  doors += 1;
  await door.catch(() => {});
}

test('no personal data, secret or text of a customer is in any output of the process, at the finest level and on paths of errors', async () => {
  await asAnApp();
  await asStrangers();
  await asPeople();
  await whenTheDatabaseRefuses();
  const output = platform.output();
  expect(output).toContain('"level":"info"');
  expect(output).toContain('unexpected error in an operation');
  expect(refusalsIn(output, REFUSING)).toEqual(REFUSING); // the path of errors was taken
  const planted = [...Object.entries(CANARIES), ...secrets];
  expect(searchOutput(output, planted, doors)).toEqual([]);
});

async function asAnApp(): Promise<void> {
  const access = await platform.allow();
  const neighbourhood = await allowAsPersona({ url: platform.url, ...TICKET_APP });
  secrets.set('token of the app with tickets', neighbourhood.accessToken);
  secrets.set('access token', access.accessToken);
  const ask = (query: unknown, variables: unknown = {}, as = access) =>
    through(
      as.fetch(platform.graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-note': CANARIES.header },
        body: typeof query === 'string' ? JSON.stringify({ query, variables }) : JSON.stringify(query),
      }),
    );
  await ask('{ viewer { id } accounts(first: 5) { edges { node { name number } } } }');
  await ask(`query ${CANARIES.variable}($id: ID!) { account(id: $id) { name } }`, { id: CANARIES.variable });
  await ask('query P($first: Int!) { accounts(first: $first) { edges { cursor } } }', { first: CANARIES.variable });
  await ask(`{ account(id: "${CANARIES.variable}") { ${CANARIES.variable} } }`);
  await ask({ query: 1, extensions: { persistedQuery: CANARIES.variable } });
  for (const text of [`${CANARIES.ticket} ${doors}`, ''])
    await ask(
      OPEN_TICKET,
      { input: { text, subject: CANARIES.ticket, idempotencyKey: `${CANARIES.variable} ${doors}` } },
      neighbourhood,
    );
  await ask('mutation I($input: InvokePluginInput!) { invokePlugin(input: $input) { userErrors { code } } }', {
    input: { plugin: '@openfolio/dca-assistant', tool: 'simulate', args: { note: CANARIES.plugin } },
  });
  for (const body of [`{"query": "${CANARIES.variable}`, CANARIES.ticket, `[${'{"a":'.repeat(2000)}`])
    await through(
      access.fetch(platform.graphqlUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    );
  await through(access.fetch(`${platform.graphqlUrl}?query={a}&note=${CANARIES.query}`));
  await through(access.fetch(`${platform.url}/events?since=${CANARIES.query}`));
}

const TICKET_APP = {
  clientId: 'example-labs-neighbourhood',
  redirectUri: 'http://127.0.0.1:8789/callback',
  persona: 'Chen Zhiyuan',
  scopes: ['tickets:read', 'tickets:write'],
};
const OPEN_TICKET =
  'mutation O($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } userErrors { code message } } }';

async function asStrangers(): Promise<void> {
  const { url } = platform;
  for (const authorization of [`Bearer ${CANARIES.token}`, `DPoP ${CANARIES.token}`, `Basic ${btoa(CANARIES.token)}`])
    await through(
      fetch(platform.graphqlUrl, {
        method: 'POST',
        headers: {
          authorization,
          dpop: CANARIES.token,
          cookie: `session=${CANARIES.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: '{ viewer { id } }' }),
      }),
    );
  const form = (path: string, fields: Record<string, string>) =>
    through(fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }));
  const client = { client_id: VIEWER_APP.clientId, redirect_uri: VIEWER_APP.redirectUri };
  await form('/oauth/par', { ...client, state: CANARIES.query, login_hint: CANARIES.email, scope: CANARIES.variable });
  await form('/oauth/token', {
    ...client,
    grant_type: 'authorization_code',
    code: CANARIES.code,
    code_verifier: CANARIES.token,
  });
  await form('/oauth/token', { ...client, grant_type: 'refresh_token', refresh_token: CANARIES.token });
  await form('/oauth/token', { ...client, client_assertion: CANARIES.token, client_assertion_type: 'jwt' });
  await form('/oauth/revoke', { ...client, token: CANARIES.token });
  await form('/oauth/introspect', { ...client, token: CANARIES.token });
  for (const path of [
    '/oauth/authorize',
    '/connected-apps',
    '/my-data',
    '/receipts',
    '/sign-in',
    '/staff',
    '/unknown',
    '/oauth/register',
  ])
    await through(
      fetch(`${url}${path}?login_hint=${CANARIES.email}&code=${CANARIES.code}&access_token=${CANARIES.token}`, {
        redirect: 'manual',
      }),
    );
  await through(
    fetch(`${url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: CANARIES.name,
        contacts: [CANARIES.email],
        software_statement: CANARIES.token,
      }),
    }),
  );
}

async function asPeople(): Promise<void> {
  const stranger = new Browser();
  const login = await stranger.get(`${platform.url}/staff`);
  const token = /name="([^"]*token[^"]*)" value="([^"]+)"/i.exec(login.body);
  for (const path of ['/staff', '/staff/sign-in', '/publisher/sign-in'])
    await through(
      stranger.post(`${platform.url}${path}`, [
        [token?.[1] ?? 'form_token', token?.[2] ?? CANARIES.token],
        ['email', CANARIES.email],
        ['password', CANARIES.password],
        ['code', CANARIES.code],
      ]),
    );
  const sam = await signInStaff({ url: platform.url, databaseUrl: platform.databaseUrl }, ['SUPPORT', 'PRIVACY']);
  secrets.set('staff session', sam.browser.cookie('openfolio_staff') ?? 'openfolio_staff is gone');
  const { rows } = await superuser.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [sam.personId]);
  secrets.set('staff e-mail', rows[0]?.email ?? 'no e-mail');
  await through(
    sam.query(
      'query F($said: String!) { maskedCustomers(first: 5, said: $said) { edges { node { mobile nameEn } } } }',
      { said: CANARIES.mobile },
    ),
  );
  await through(
    sam.query('mutation U($input: UnmaskCustomerInput!) { unmaskCustomer(input: $input) { userErrors { code } } }', {
      input: { customerId: CANARIES.variable, reason: `${CANARIES.name} asked for it by telephone` },
    }),
  );
}

async function whenTheDatabaseRefuses(): Promise<void> {
  await refuseRows(platform.databaseUrl, REFUSING);
  await asAnApp();
}
