import type pg from 'pg';
import { digestOfInput, holderOf, storageError } from '../../storage/index.js';
import { runnerError } from '../runner/runner.errors.js';
import type { Invocation } from './invoke-plugin.js';
import type { BegunRun } from './run-log.js';

const KEPT_MS = 86_400_000;

/** Digests of who repeats and what, for a call with an idempotency key. @throws PublicError IDEMPOTENCY_KEY_INVALID */
export function requestOf({ grant, plugin, tool, args, range, key }: Invocation): BegunRun['request'] {
  if (key == null) return undefined;
  if (key.length < 1 || key.length > 255) throw storageError('IDEMPOTENCY_KEY_INVALID', { params: { max: 255 } });
  const digest = (value: unknown) => digestOfInput(value).toString('hex');
  return { key: digest([holderOf(grant), key]), hash: digest([plugin, tool, args, range ?? null]) };
}

/** A key stands for a day. */
export async function forgetOldRequest(pool: pg.Pool, key: string, now: number): Promise<void> {
  await pool.query('UPDATE plugin_run SET request_key = NULL WHERE request_key = $1 AND started_at < $2', [
    key,
    new Date(now - KEPT_MS),
  ]);
}

export interface FormerRun {
  readonly id: string;
  readonly output: string;
  readonly receipt: string;
  readonly fuelUsed: number;
}

/**
 * What the first call under the same key came to: a run is made and paid for once.
 *
 * @throws PublicError IDEMPOTENCY_KEY_REUSED for another input, IDEMPOTENCY_KEY_IN_USE while it runs, PLUGIN_RUN_REFUSED when it gave nothing
 */
export async function formerRun(pool: pg.Pool, request: { key: string; hash: string }): Promise<FormerRun> {
  const { rows } = await pool.query<FormerRun & { hash: string; status: string; code: string | null }>(
    `SELECT r.id, r.request_hash AS hash, r.status, r.code, d.output, r.receipt, r.fuel_used::float8 AS "fuelUsed"
     FROM plugin_run r LEFT JOIN plugin_run_data d ON d.run_id = r.id WHERE r.request_key = $1`,
    [request.key],
  );
  const [found] = rows;
  if (!found || found.status === 'RUNNING')
    throw storageError('IDEMPOTENCY_KEY_IN_USE', { headers: { 'retry-after': '1' } });
  if (found.hash !== request.hash) throw storageError('IDEMPOTENCY_KEY_REUSED');
  if (found.status === 'SUCCEEDED') return found;
  throw runnerError('PLUGIN_RUN_REFUSED', { params: { reason: found.code ?? found.status } });
}
