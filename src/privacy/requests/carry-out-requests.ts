import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import type { ErasureStep } from './erasure-steps.js';
import { type RunAsCustomer, runExport } from './run-export.js';
import type { RunningRequest } from './running-request.js';

export interface CarryOutParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly runAsCustomer: RunAsCustomer;
  readonly erasure: readonly ErasureStep[];
}

/**
 * Carries approved requests out, one step per transaction: a page of an export, or one kind of data of an erasure. The row
 * of the request is locked meanwhile, so any number of processes may work, and a crash repeats the last step at most.
 */
export class CarryOutRequests {
  readonly #parts: CarryOutParts;

  constructor(parts: CarryOutParts) {
    this.#parts = parts;
  }

  /** Works until nothing is left to do. */
  async run(): Promise<void> {
    while (await this.step());
  }

  /** @returns whether there was something to do */
  async step(): Promise<boolean> {
    const now = this.#parts.clock.now();
    return inTransaction(this.#parts.pool, async (client) => {
      const request = await claim(client);
      if (!request) return false;
      const done =
        request.kind === 'EXPORT' ? await this.#export(client, request, now) : await this.#erase(client, request, now);
      await client.query(
        `UPDATE privacy_request SET state = $2, ended_at = CASE WHEN $2 = 'DONE' THEN $3::timestamptz END WHERE id = $1`,
        [request.id, done ? 'DONE' : 'RUNNING', new Date(now)],
      );
      if (done) await tell(client, request, now);
      return true;
    });
  }

  #export(client: pg.PoolClient, request: RunningRequest, now: number): Promise<boolean> {
    return runExport(client, request, this.#parts.runAsCustomer, now);
  }

  async #erase(client: pg.PoolClient, request: RunningRequest, now: number): Promise<boolean> {
    const { erasure } = this.#parts;
    const step = erasure[request.section];
    if (!step) return true;
    const affected = await step.run(client, request.customerId, now);
    await client.query(
      `INSERT INTO privacy_outcome (request_id, customer_id, position, data_kind, outcome, affected, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [request.id, request.customerId, request.section, step.dataKind, step.outcome, affected, new Date(now)],
    );
    await client.query('UPDATE privacy_request SET section = section + 1 WHERE id = $1', [request.id]);
    return request.section + 1 === erasure.length;
  }
}

async function claim(client: pg.PoolClient): Promise<RunningRequest | undefined> {
  const { rows } = await client.query<RunningRequest>(
    `SELECT id, customer_id AS "customerId", kind, section, cursor FROM privacy_request
     WHERE state IN ('APPROVED', 'RUNNING') ORDER BY requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return rows[0];
}

function tell(client: pg.PoolClient, { id, customerId, kind }: RunningRequest, at: number): Promise<string[]> {
  return recordEvents(client, [{ type: 'privacy.fulfilled', customerId, subjectId: id, data: { kind }, at }]);
}
