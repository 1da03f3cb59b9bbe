import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';

/** A run takes seconds: one that still stands as running after this was broken off by the end of its process. */
const BROKEN_OFF_MS = 10 * 60_000;

/** With the seven days that a proposal is open: as long as what its run was given and gave. */
const PROPOSED_MS = 83 * 86_400_000;

/** What lies about: runs that were broken off, texts that were kept long enough, proposals whose outcome is known elsewhere. */
export class TidyRegistry {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  async step(): Promise<void> {
    const now = this.#clock.now();
    const before = new Date(now - BROKEN_OFF_MS);
    await this.#pool.query(
      "UPDATE plugin_run SET status = 'FAILED', code = 'INTERRUPTED', at_fault = 'PLATFORM' WHERE status = 'RUNNING' AND started_at < $1",
      [before],
    );
    await this.#pool.query('DELETE FROM plugin_run_data WHERE kept_until < $1', [new Date(now)]);
    await this.#pool.query(
      `UPDATE plugin_proposal SET variables = '{}', reason = ''
       WHERE (reason <> '' OR variables <> '{}') AND expires_at < $1 AND status <> 'EXECUTING'`,
      [new Date(now - PROPOSED_MS)],
    );
    // The operation's own record tells; without one nobody knows whether it had begun, and a person has to look.
    await this.#pool.query(
      `UPDATE plugin_proposal p SET status = CASE WHEN o.outcome = 'OK' THEN 'EXECUTED' ELSE 'FAILED' END, outcome = COALESCE(o.outcome, 'INTERRUPTED')
       FROM plugin_proposal q LEFT JOIN operation_record o ON o.id = q.operation_id
       WHERE q.id = p.id AND p.status = 'EXECUTING' AND p.decided_at < $1`,
      [before],
    );
  }
}
