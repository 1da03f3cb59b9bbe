import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DEMO_CONSOLE_KEY } from '../../../sandbox/index.js';
import { AppAccess } from '../../../src/cli/app-client/app-access.js';
import { allowAsPersona } from '../../../src/cli/sandbox-client/allow-as-persona.js';
import { EVENT_TYPES } from '../../../src/compose/features.js';
import { TriggerEvent } from '../../../src/events/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { Browser } from '../../support/browser.js';
import { temporaryDirectory } from '../../support/run-openfolio.js';
import type { SandboxPlatform } from '../../support/sandbox-platform.js';
import { LEAKY_PLUGIN, listLeakyPlugin } from './leaky-plugin.js';

export const CONSOLE = 'example-labs-console';
export const PERSONA = 'Chen Zhiyuan';

/** The persona's accounts are called this: it is what a plugin or a hook's document reads. */
export async function nameAccounts({ ops }: Database, name: string): Promise<void> {
  await ops.query('UPDATE account SET name = $2 WHERE customer_id IN (SELECT id FROM customer WHERE name_en = $1)', [
    PERSONA,
    name,
  ]);
}

/** The leaky plugin stands in the registry, and the persona installs it on our page. */
export async function installLeakyPlugin(platform: SandboxPlatform, database: Database): Promise<void> {
  await listLeakyPlugin(database);
  const browser = new Browser();
  const signIn = await browser.follow(`${platform.url}/plugins?lang=en`);
  const persona = signIn.buttons('persona').find(({ title }) => title.includes(PERSONA))?.value ?? '';
  await browser.post(signIn.action, [
    ['csrf', signIn.values('csrf')[0] ?? ''],
    ['persona', persona],
  ]);
  await browser.follow(`${platform.url}/plugins?lang=en`);
  const offer = await browser.get(`${platform.url}/plugins/install?plugin=${LEAKY_PLUGIN}&lang=en`);
  const installed = await browser.post(`${platform.url}/plugins/install?lang=en`, [
    ...['csrf', 'plugin', 'consent'].map((name): [string, string] => [name, offer.values(name)[0] ?? '']),
    ...offer.values('account').map((id): [string, string] => ['account', id]),
    ['days', '90'],
    ['decision', 'allow'],
  ]);
  if (!installed.location?.includes('outcome=INSTALLED')) throw new Error(`Not installed: ${installed.location}`);
}

/** The leaky plugin stands at `ticket.respond`, as a reviewer would put it there. @returns how to open a ticket */
export async function letPluginAnswerTickets(platform: SandboxPlatform, { ops }: Database) {
  await ops.query(
    `INSERT INTO plugin_extension (target, version_id, chosen_by, reason, chosen_at)
     SELECT 'ticket.respond', v.id, $1, 'Of a test.', now() FROM plugin p JOIN plugin_version v ON v.plugin_id = p.id WHERE p.name = $2`,
    [newId(), LEAKY_PLUGIN],
  );
  const app = { clientId: 'example-labs-neighbourhood', redirectUri: 'http://127.0.0.1:8789/callback' };
  const scopes = ['tickets:read', 'tickets:write'];
  const access = await allowAsPersona({ url: platform.url, ...app, persona: PERSONA, scopes });
  return async (text: string): Promise<unknown> => {
    const answer = await access.fetch(platform.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: OPEN_TICKET, variables: { input: { text, idempotencyKey: newId() } } }),
    });
    return answer.json();
  };
}

const OPEN_TICKET =
  'mutation O($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } userErrors { code message } } }';

const CONSENTED = ['accounts:read', 'transactions:read', 'profile:read'];

/** The console of the demo publisher holds hooks; here it also holds a consent of the persona, as an app that went through OAuth would. */
export async function letConsoleReadCustomer({ ops }: Database): Promise<void> {
  await ops.query('UPDATE app SET scope_ceiling = scope_ceiling || $2 WHERE client_id = $1', [CONSOLE, CONSENTED]);
  await ops.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
     SELECT $1, c.id, a.id, 'test', $4, (SELECT array_agg(id) FROM account WHERE customer_id = c.id), now(), now() + interval '1 day'
     FROM app a, customer c WHERE a.client_id = $2 AND c.name_en = $3`,
    [newId(), CONSOLE, PERSONA, CONSENTED],
  );
}

export async function signInConsole(url: string): Promise<AppAccess> {
  const directory = await temporaryDirectory();
  try {
    const keyFile = join(directory.path, 'console.json');
    await writeFile(keyFile, JSON.stringify(DEMO_CONSOLE_KEY));
    return await AppAccess.open({ url, clientId: CONSOLE, keyFile, scopes: ['hooks:manage'] });
  } finally {
    await directory.remove();
  }
}

const DOCUMENT = 'query Payload($event: ID!) { event(id: $event) { id type data account { name } customer { id } } }';
const REGISTER =
  'mutation R($input: RegisterHookInput!) { registerHook(input: $input) { secret userErrors { code message } } }';

/** @returns the hook's secret; `null` when it was refused */
export async function registerHook(
  console: AppAccess,
  hook: { readonly url: string; readonly description: string; readonly document?: string },
): Promise<string | null> {
  const input = { events: ['transactions.recorded'], document: DOCUMENT, ...hook };
  const answer = await console.graphql<{ registerHook: { secret: string | null } }>(REGISTER, { input });
  return answer.registerHook.secret;
}

/** By the endpoint's name: how the first try of its first delivery ended. */
export async function firstTries({ ops }: Database) {
  const { rows } = await ops.query<{ endpoint: string; outcome: string; status: number | null }>(
    `SELECT substring(h.url FROM '/([a-zA-Z]+)[?]') AS endpoint, a.outcome, a.http_status AS status
     FROM hook h JOIN hook_delivery d ON d.hook_id = h.id JOIN hook_attempt a ON a.delivery_id = d.id AND a.number = 1`,
  );
  return Object.fromEntries(rows.map(({ endpoint, ...tried }) => [endpoint, tried]));
}

/** Something happened in the persona's first account. */
export async function trigger({ ops: pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id WHERE c.name_en = $1 ORDER BY a.id LIMIT 1',
    [PERSONA],
  );
  const triggers = new TriggerEvent({ pool, clock: systemClock, types: EVENT_TYPES });
  await triggers.triggerFor({ type: 'transactions.recorded', account: rows[0]?.id ?? '' });
}

/** Tables in which one of the texts stands in any column, as the owner of the database sees them. */
export async function tablesWith(databaseUrl: string, texts: readonly string[]): Promise<string[]> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await owner.query(`SELECT FROM ${name} t WHERE t::text LIKE ANY ($1) LIMIT 1`, [
        texts.map((text) => `%${text}%`),
      ]);
      if (rowCount === 1) found.push(name);
    }
    return found;
  } finally {
    await owner.end();
  }
}

/** Asks until it is so. @throws Error with what it was at last */
export async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean, withinMs = 30_000): Promise<T> {
  for (const deadline = Date.now() + withinMs; ; ) {
    const found = await look();
    if (isSo(found)) return found;
    if (Date.now() > deadline) throw new Error(`It stayed ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
