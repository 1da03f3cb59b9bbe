import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../storage/index.js';
import { killSwitchError } from './kill-switch.errors.js';

export interface LeakPeriod {
  readonly clientId: string;
  /** Epoch ms, both included. */
  readonly fromMs: number;
  readonly toMs: number;
  /** A person's id; null for an operator at the command line. */
  readonly by: string | null;
}

export interface LeakReport {
  readonly reportId: string;
  readonly receipts: number;
  readonly customers: number;
}

/**
 * Lists the customers whose data an app read in a period and the fields that it read, from the receipts: those that are sealed
 * and those that are not yet. What was refused whole is no leak. Kept, so that a report reads the same for everybody.
 */
export class ReportLeak {
  readonly #parts: { readonly pool: pg.Pool; readonly clock: Clock };

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { readonly pool: pg.Pool; readonly clock: Clock }) {
    this.#parts = parts;
  }

  /** @throws PublicError FREEZE_APP_NOT_FOUND, LEAK_PERIOD_INVALID, IDEMPOTENCY_KEY_* */
  report({ by, ...period }: LeakPeriod, byKey: ByKey = WITHOUT_KEY): Promise<LeakReport> {
    if (!(period.fromMs < period.toMs)) throw killSwitchError('LEAK_PERIOD_INVALID');
    const { pool, clock } = this.#parts;
    const now = clock.now();
    const act = { ...byKey, act: 'reportLeak', input: period, now };
    return inTransaction(pool, (client) => onceByKey(client, act, () => makeReport(client, { by, ...period }, now)));
  }
}

async function makeReport(
  client: pg.PoolClient,
  { clientId, fromMs, toMs, by }: LeakPeriod,
  now: number,
): Promise<LeakReport> {
  const reportId = newId();
  const app = await client.query<{ id: string }>('SELECT id FROM app WHERE client_id = $1 AND NOT first_party', [
    clientId,
  ]);
  const appId = app.rows[0]?.id;
  if (appId === undefined) throw killSwitchError('FREEZE_APP_NOT_FOUND', { params: { clientId } });
  await client.query("SET LOCAL work_mem = '256MB'"); // the groups of 100,000 customers stay in memory
  const period = [appId, new Date(fromMs), new Date(toMs)];
  await client.query(READ, period);
  await client.query(
    `INSERT INTO leak_report (id, app_id, from_at, to_at, made_at, made_by, receipts, customers)
     SELECT $1, $2, $3, $4, $5, $6, COALESCE(sum(receipts), 0), count(DISTINCT customer_id) FROM leak_read`,
    [reportId, ...period, new Date(now), by],
  );
  await client.query(DOCUMENTS, [reportId, appId]);
  await client.query(CUSTOMERS, [reportId]);
  const { rows } = await client.query<{ receipts: string; customers: number }>(
    'SELECT receipts, customers FROM leak_report WHERE id = $1',
    [reportId],
  );
  return { reportId, receipts: Number(rows[0]?.receipts), customers: rows[0]?.customers ?? 0 };
}

/**
 * From indexes alone (operation_record_by_app, operation_record_in_part); with `OR` the planner would read each receipt for the few
 * that were refused in part. What an app was answered under one document always has the same fields.
 */
const READ = `CREATE TEMPORARY TABLE leak_read ON COMMIT DROP AS
  SELECT customer_id, operation_hash, count(*) AS receipts, min(at) AS first_at, max(at) AS last_at FROM (
    SELECT customer_id, operation_hash, at FROM operation_record WHERE app_id = $1 AND at BETWEEN $2 AND $3 AND outcome = 'OK'
    UNION ALL
    SELECT customer_id, operation_hash, at FROM operation_record
    WHERE app_id = $1 AND at BETWEEN $2 AND $3 AND outcome <> 'OK' AND row_counts <> '{}') answered
  GROUP BY customer_id, operation_hash`;

const DOCUMENTS = `INSERT INTO leak_report_document (report_id, hash, name, fields, receipts)
  SELECT $1, d.operation_hash, o.operation_name, o.fields, d.receipts
  FROM (SELECT operation_hash, sum(receipts) AS receipts, min(first_at) AS at FROM leak_read GROUP BY operation_hash) d
  CROSS JOIN LATERAL (SELECT r.operation_name, r.fields FROM operation_record r
    WHERE r.app_id = $2 AND r.at = d.at AND r.operation_hash = d.operation_hash LIMIT 1) o`;

const CUSTOMERS = `INSERT INTO leak_report_customer (report_id, customer_id, receipts, first_at, last_at, documents)
  SELECT $1, customer_id, sum(receipts), min(first_at), max(last_at), array_agg(operation_hash ORDER BY operation_hash)
  FROM leak_read WHERE customer_id IS NOT NULL GROUP BY customer_id`;
