/**
 * Receipts of many customers by arithmetic alone: customer i is md5('c' || i), so that nothing has to be looked up. Each row has the
 * MAC that its writer would have made, because the sealer asks for it.
 */
export const CUSTOMERS = `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, base_currency, onboarded_at)
  SELECT md5('c' || i)::uuid, 'bench-' || i, '客户' || i, 'Customer ' || i, 'MASS', 'C3', 'CNY', '2020-01-01'
  FROM generate_series(1, $1::int) i`;

export const APPS = `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
  SELECT md5('a' || i)::uuid, $1::uuid, 'bench-app-' || i, '应用' || i, 'App ' || i, 'APPROVED', '{accounts:read,positions:read}', '{"jwks": {"keys": []}}', now(), now()
  FROM generate_series(0, 19) i`;

/** Every customer allowed app 0. */
export const GRANTS = `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at)
  SELECT md5('g' || i)::uuid, md5('c' || i)::uuid, md5('a0')::uuid, 'bench', '{accounts:read,positions:read}', '{}', now(), now() + interval '1 year'
  FROM generate_series(1, $1::int) i`;

/** And each holds a refresh token and its grant at the authorization server. */
export const TOKENS = `INSERT INTO oidc_model (kind, id_digest, payload, grant_id, expires_at)
  SELECT kind, sha256(convert_to(kind || i, 'UTF8')), jsonb_build_object('clientId', 'bench-app-0', 'accountId', md5('c' || i)::uuid),
    md5('g' || i)::uuid::text, now() + interval '90 days'
  FROM generate_series(1, $1::int) i CROSS JOIN unnest(ARRAY['RefreshToken', 'Grant']) kind`;

export const WRITERS = `INSERT INTO receipt_writer (id, opened_at) SELECT md5('w' || i)::uuid, now() FROM generate_series(0, 7) i`;

/**
 * Rows $1 to $2 of $3 over 90 days; a fifth of them is read by app 0, which reads each of the $4 customers in turn. $5, $6: the key of the MAC, padded (RFC 2104).
 */
export const RECEIPTS = `INSERT INTO operation_record (id, at, cause, grant_id, app_id, customer_id, operation_hash, operation_name, fields,
    row_counts, cost_requested, cost_actual, duration_us, outcome, writer_id, number, mac)
  SELECT id, to_timestamp(at_ms / 1000.0), 'LIVE', grant_id, app_id, customer_id, hash, name, fields, counts::jsonb, 40, 35, 900, 'OK',
    writer_id, number, sha256($6::bytea || sha256($5::bytea || convert_to(
      '["openfolio/receipt/v1","' || writer_id || '",' || number || ',"' || id || '",' || at_ms || ',"LIVE",null,null,"' || grant_id || '","'
      || app_id || '","' || customer_id || '",null,"' || hash || '","' || name || '",' || array_to_json(fields) || ',' || counts
      || ',40,35,900,"OK"]', 'UTF8')))
  FROM (
    SELECT gen_random_uuid() AS id, md5('w' || n % 8)::uuid AS writer_id, n / 8 + 1 AS number,
      1780000000000 + (n * (7776000000 / $3::bigint)) AS at_ms, md5('g' || c)::uuid AS grant_id, md5('c' || c)::uuid AS customer_id,
      md5('a' || CASE WHEN n % 5 = 0 THEN 0 ELSE 1 + n % 19 END)::uuid AS app_id, encode(sha256(convert_to('d' || d, 'UTF8')), 'hex') AS hash,
      'Document' || d AS name,
      (ARRAY['Query.accounts','Account.id','Account.name','Account.balances','Balance.currency','Balance.total','Balance.available',
        'Account.positions','Position.quantity','Position.instrument','Instrument.symbol','Position.averageCost'])[1:3 + d % 10] AS fields,
      '{"Account":2,"Position":' || n % 30 || '}' AS counts
    FROM (SELECT n, 1 + (n / 5 * 7919 + n % 5) % $4::int AS c, (n + n / 5 / $4::int % 3) % 50 AS d FROM generate_series($1::bigint, $2::bigint) n) numbered) made`;

/** Indexes that are made after the load: the same as the migrations', by their own definition. */
export const SECONDARY = `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
  WHERE indrelid = 'operation_record'::regclass AND NOT indisprimary`;
