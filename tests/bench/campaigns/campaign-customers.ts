import pg from 'pg';

export const FALL_DAY = '2020-03-12';

/**
 * Customers with an account, two holdings and a live consent to one partner each; half of them bought dearly. An index that fell 9.5 %
 * on the day. Two holdings, because the loss is a sum over positions.
 *
 * @param url a superuser's
 */
export async function insertCampaignCustomers(url: string, customers: number): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query('SET session_replication_role = replica'); // made of each other: nothing to check, so it takes a tenth of the time
    await fill(owner, customers);
  } finally {
    await owner.end();
  }
}

async function fill(pool: pg.Client, customers: number): Promise<void> {
  await pool.query(`
    INSERT INTO publisher (id, slug, name, created_at) VALUES ('00000000-0000-4000-8000-000000000001', 'bench', 'Bench', now());
    INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
    VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'bench', '音箱', 'Speaker', 'APPROVED',
      '{campaigns-care:receive}', '{}', now(), now());
    INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source) VALUES ('USD', 'CNY', '2020-03-02', 6.97, 'BENCH');
    INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level)
    SELECT ('00000000-0000-4000-8001-' || lpad(n::text, 12, '0'))::uuid, 'XNYS', CASE n WHEN 0 THEN 'SPX' ELSE 'S' || n END, 'S', 'S', 'ETF', 'USD', 'R3'
    FROM generate_series(0, 40) n;
    INSERT INTO price_daily (instrument_id, date, open, high, low, close, source)
    SELECT i.id, d.date, d.close, d.close, d.close, d.close, 'BENCH'
    FROM instrument i, (VALUES (DATE '2020-03-11', 2741.38), (DATE '${FALL_DAY}', 2480.64)) AS d(date, close)`);
  await pool.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
     SELECT gen_random_uuid(), 'c' || n, '王', 'Wang', 'MASS', 'C3', '2015-01-01' FROM generate_series(1, $1::int) n`,
    [customers],
  );
  await pool.query(`
    INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
    SELECT gen_random_uuid(), id, external_ref, '6222', 'Cash', 'CASH', 'ACTIVE', 'CNY', '2015-01-01' FROM customer;
    INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl, opened_on, updated_on)
    SELECT gen_random_uuid(), a.id, a.customer_id,
      ('00000000-0000-4000-8001-' || lpad((1 + (substr(a.external_ref, 2)::int + k) % 40)::text, 12, '0'))::uuid, 'USD', 1,
      CASE WHEN substr(a.external_ref, 2)::int % 2 = 0 THEN 3380 ELSE 2000 END, 0, 0, '2020-02-19', '2020-02-19'
    FROM account a CROSS JOIN generate_series(0, 1) k;
    INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
    SELECT gen_random_uuid(), id, '00000000-0000-4000-8000-000000000002', 'bench', '{campaigns-care:receive}', '{}', '2020-01-01', '2099-01-01' FROM customer;
    ANALYZE`);
}
