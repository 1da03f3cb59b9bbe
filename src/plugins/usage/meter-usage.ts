import type pg from 'pg';
import { type Decimal, decimal } from '../../kernel/decimal.js';
import { newId } from '../../kernel/ids.js';
import type { Price } from '../installation/consent.js';

export interface MeteredRun {
  readonly runId: string;
  readonly customerId: string;
  readonly publisherId: string;
  readonly pluginId: string;
  readonly versionId: string;
  readonly tool: string;
  /** What the customer agreed to. */
  readonly price: Price;
  /** Per customer and month, before a price per run counts. */
  readonly freeRuns: number;
  /** Fraction that was agreed, before the cap. */
  readonly shareRate: Decimal;
  /** Epoch ms. */
  readonly at: number;
}

/** At most this part of a publisher's net income stays with the platform, whatever was agreed. */
const SHARE_CAP = decimal('0.30');

/** Fraction of a charge that the platform keeps. */
export function shareRateOf(agreed: Decimal): Decimal {
  return agreed.gt(SHARE_CAP) ? SHARE_CAP : agreed;
}

interface Charge {
  readonly key: string;
  readonly kind: 'FREE' | 'ALLOWANCE' | 'RUN' | 'MONTH';
  readonly amount: string;
  readonly currency: string | null;
}

/**
 * Meters one run that gave a result, in the transaction that keeps the result. The key is the run's (or the month's), so a
 * repetition adds nothing, whoever repeats it. Only results are paid for.
 */
export async function meterUsage(client: pg.PoolClient, run: MeteredRun): Promise<void> {
  for (const charge of await chargesOf(client, run)) await insertCharge(client, run, charge);
}

async function chargesOf(client: pg.PoolClient, run: MeteredRun): Promise<readonly Charge[]> {
  const { price, runId, customerId, pluginId } = run;
  const key = `run:${runId}`;
  const free: Charge = { key, kind: 'FREE', amount: '0', currency: null };
  if (price.model === 'free' || price.amount === null) return [free];
  const month: Charge = {
    key: `month:${customerId}/${pluginId}/${monthOf(run.at)}`,
    kind: 'MONTH',
    amount: price.amount,
    currency: price.currency,
  };
  if (price.model === 'monthly') return [free, month];
  const allowed = (await runsThisMonth(client, run)) < run.freeRuns;
  if (allowed) return [{ key, kind: 'ALLOWANCE', amount: '0', currency: price.currency }];
  return [{ key, kind: 'RUN', amount: price.amount, currency: price.currency }];
}

/** Locked, so that two runs at once do not both take the last free one. */
async function runsThisMonth(client: pg.PoolClient, { customerId, pluginId, at }: MeteredRun): Promise<number> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`usage/${customerId}/${pluginId}`]);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM plugin_usage WHERE customer_id = $1 AND plugin_id = $2 AND month = $3 AND kind IN ('ALLOWANCE', 'RUN')`,
    [customerId, pluginId, monthOf(at)],
  );
  return rows[0]?.count ?? 0;
}

async function insertCharge(client: pg.PoolClient, run: MeteredRun, charge: Charge): Promise<void> {
  await client.query(
    `INSERT INTO plugin_usage (id, usage_key, customer_id, publisher_id, plugin_id, version_id, run_id, tool, month, kind, amount, currency, share_rate, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (usage_key) DO NOTHING`,
    [
      newId(),
      charge.key,
      run.customerId,
      run.publisherId,
      run.pluginId,
      run.versionId,
      run.runId,
      run.tool,
      monthOf(run.at),
      charge.kind,
      charge.amount,
      charge.currency,
      shareRateOf(run.shareRate).toFixed(),
      new Date(run.at),
    ],
  );
}

/** First day of the month in which the brokerage's day begins (Asia/Shanghai, UTC+8 all year). */
export function monthOf(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 7)}-01`;
}
