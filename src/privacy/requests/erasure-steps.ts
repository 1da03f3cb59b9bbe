import type pg from 'pg';
import type { RunAsCustomer } from './run-export.js';

/** What becomes of one kind of data when a customer asks for erasure. */
export interface ErasureStep {
  /** A kind of the retention table. */
  readonly dataKind: string;
  readonly outcome: 'ERASED' | 'KEPT';
  /** @returns rows that were touched, or that are kept */
  run(client: pg.PoolClient, customerId: string, now: number): Promise<number>;
}

/** Ends one consent, with all that follows from it; identity's own use-case. */
export type EndConsent = (grantId: string, customerId: string) => Promise<boolean>;

const COUNT = {
  IDENTITY: 'SELECT count(*)::text AS n FROM customer WHERE id = $1',
  TRADING: 'SELECT count(*)::text AS n FROM transaction WHERE customer_id = $1',
  READ_RECORDS: 'SELECT count(*)::text AS n FROM operation_record WHERE customer_id = $1',
  SERVICE: 'SELECT count(*)::text AS n FROM ticket WHERE customer_id = $1',
  PLUGIN_CHARGES: 'SELECT count(*)::text AS n FROM plugin_usage WHERE customer_id = $1',
  MESSAGES: 'SELECT count(*)::text AS n FROM campaign_touch WHERE customer_id = $1',
} as const;

/**
 * In this order: first nobody may read any more, then the copies go, then what the law keeps is counted and said. Each step
 * is one transaction with its outcome and may run twice. PIPL art. 47: what a law keeps is only stored and protected from then on.
 */
export function erasureSteps(endConsent: EndConsent, runAsCustomer: RunAsCustomer): readonly ErasureStep[] {
  return [
    {
      dataKind: 'CONSENTS',
      outcome: 'ERASED',
      run: (client, customerId, now) => endConsents(client, customerId, endConsent, now),
    },
    {
      dataKind: 'PLUGINS',
      outcome: 'ERASED',
      run: (client, customerId) => erasePlugins(client, customerId, runAsCustomer),
    },
    {
      dataKind: 'MESSAGE_CHOICE',
      outcome: 'ERASED',
      run: (_client, customerId) => chooseNoMessages(customerId, runAsCustomer),
    },
    { dataKind: 'PAYLOADS', outcome: 'ERASED', run: erasePayloads },
    { dataKind: 'EXPORTS', outcome: 'ERASED', run: eraseExports },
    { dataKind: 'ACTIVITY', outcome: 'ERASED', run: eraseActivity },
    ...(Object.keys(COUNT) as (keyof typeof COUNT)[]).map(
      (dataKind): ErasureStep => ({
        dataKind,
        outcome: 'KEPT',
        run: (client, customerId) => counted(client, COUNT[dataKind], customerId),
      }),
    ),
  ];
}

/** The apps are told first, while the event still finds a consent to hang on: they answer for the copies that they hold. */
async function endConsents(
  client: pg.PoolClient,
  customerId: string,
  endConsent: EndConsent,
  now: number,
): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT g.id FROM access_grant g JOIN app a ON a.id = g.app_id
     WHERE g.customer_id = $1 AND g.revoked_at IS NULL AND NOT a.first_party`,
    [customerId],
  );
  await client.query(
    `INSERT INTO event (id, type, app_id, subject_id, data, occurred_at)
     SELECT gen_random_uuid(), 'grant.erasure_requested', g.app_id, g.id, '{}', $2
     FROM (SELECT DISTINCT ON (g.app_id) g.app_id, g.id FROM access_grant g JOIN app a ON a.id = g.app_id
           WHERE g.customer_id = $1 AND NOT a.first_party ORDER BY g.app_id, g.granted_at DESC) g`,
    [customerId, new Date(now)],
  );
  let ended = 0;
  for (const { id } of rows) if (await endConsent(id, customerId)) ended += 1;
  return ended;
}

/** The customer's own act ends each installation, so that whoever must be told is; then what plugins were given and gave goes. */
async function erasePlugins(client: pg.PoolClient, customerId: string, runAsCustomer: RunAsCustomer): Promise<number> {
  const { pluginInstallations } = await runAsCustomer(customerId, INSTALLED);
  const { edges } = pluginInstallations as { edges: { node: { id: string } }[] };
  for (const { node } of edges) await runAsCustomer(customerId, UNINSTALL, { input: { installationId: node.id } });
  const data = await client.query('DELETE FROM plugin_run_data WHERE customer_id = $1', [customerId]);
  const ratings = await client.query('DELETE FROM plugin_rating WHERE customer_id = $1', [customerId]);
  const proposals = await client.query(
    "UPDATE plugin_proposal SET variables = '{}', reason = '' WHERE customer_id = $1 AND (reason <> '' OR variables <> '{}')",
    [customerId],
  );
  return edges.length + (data.rowCount ?? 0) + (ratings.rowCount ?? 0) + (proposals.rowCount ?? 0);
}

const INSTALLED = 'query ErasureInstalled { pluginInstallations(first: 100) { edges { node { id } } } }';
const UNINSTALL =
  'mutation ErasureUninstall($input: UninstallPluginInput!) { uninstallPlugin(input: $input) { userErrors { code } } }';

/** Deleting the choice would bring back what holds without one: messages to everybody. */
async function chooseNoMessages(customerId: string, runAsCustomer: RunAsCustomer): Promise<number> {
  await runAsCustomer(customerId, CHOOSE_NONE);
  return 1;
}

const CHOOSE_NONE =
  'mutation ErasureMessages { chooseMessages(input: { messages: NONE }) { preference { messages } } }';

/** What is done as the customer; a test holds them against the schema. */
export const ERASURE_DOCUMENTS: readonly string[] = [INSTALLED, UNINSTALL, CHOOSE_NONE];

/** With what endpoints answered: it may repeat what they were sent. */
async function erasePayloads(client: pg.PoolClient, customerId: string): Promise<number> {
  const answers = await client.query(
    `UPDATE hook_attempt SET detail = NULL WHERE detail IS NOT NULL AND delivery_id IN (SELECT id FROM hook_delivery WHERE customer_id = $1)`,
    [customerId],
  );
  const payloads = await client.query(
    `UPDATE hook_delivery SET body = NULL WHERE customer_id = $1 AND body IS NOT NULL AND state NOT IN ('PENDING', 'SENDING')`,
    [customerId],
  );
  return (answers.rowCount ?? 0) + (payloads.rowCount ?? 0);
}

async function eraseExports(client: pg.PoolClient, customerId: string): Promise<number> {
  const { rowCount } = await client.query('DELETE FROM privacy_export_part WHERE customer_id = $1', [customerId]);
  return rowCount ?? 0;
}

/** With what was concluded from it; the facts of the next day are computed without. */
async function eraseActivity(client: pg.PoolClient, customerId: string): Promise<number> {
  const signals = await client.query('DELETE FROM activity_signal WHERE customer_id = $1', [customerId]);
  const facts = await client.query('DELETE FROM profile_fact WHERE customer_id = $1', [customerId]);
  return (signals.rowCount ?? 0) + (facts.rowCount ?? 0);
}

async function counted(client: pg.PoolClient, sql: string, customerId: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(sql, [customerId]);
  return Number(rows[0]?.n ?? 0);
}
