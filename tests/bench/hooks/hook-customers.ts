import { ALL_SCOPES } from '../../operation/operation-world.js';
import { EVENT_DOCUMENT, type HookWorld } from '../../webhooks/hook-world.js';

/**
 * One account and one consent for each of $1 customers, spread over the apps of $2. Ids are given by the database: nothing
 * here depends on their order.
 */
const CUSTOMERS = `
WITH made AS MATERIALIZED (
  SELECT gen_random_uuid() AS customer, gen_random_uuid() AS account, n FROM generate_series(1, $1::int) n
), customers AS (
  INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
  SELECT customer, 'bench-' || n, '客户' || n, 'Customer ' || n, 'MASS', 'C3', DATE '2020-01-01' FROM made
), accounts AS (
  INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
  SELECT account, customer, 'bench-' || n, to_char(n, 'FM0000000000'), 'Account ' || n, 'CASH', 'ACTIVE', 'CNY', DATE '2020-01-02' FROM made
)
INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
SELECT gen_random_uuid(), customer, ($2::uuid[])[1 + n % cardinality($2::uuid[])], 'bench', $3, ARRAY[account], now(), now() + interval '1 day'
FROM made`;

/** Makes the apps, their endpoints and the customers. @returns the apps' ids */
export async function makeHookCustomers(
  world: HookWorld,
  { customers, endpoints, url }: { customers: number; endpoints: number; url: string },
): Promise<string[]> {
  const appIds: string[] = [];
  for (let n = 0; n < endpoints; n += 1) {
    const appId = await world.newApp();
    const grantId = await world.grant({ customer: null, appId });
    const hook = { url: `${url}/${n}`, document: EVENT_DOCUMENT, concurrencyMax: 64, ratePerSecond: 2000 };
    const { userErrors } = await world.register(hook, grantId);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    appIds.push(appId);
  }
  const { ops } = world.database;
  await ops.query(CUSTOMERS, [customers, appIds, ALL_SCOPES]);
  await ops.query('DELETE FROM event_unplaced'); // what registering told is not what is measured
  return appIds;
}
