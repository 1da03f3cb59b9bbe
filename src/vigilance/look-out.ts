import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { toLocalDate } from '../kernel/local-date.js';
import { inTransaction } from '../storage/index.js';
import type { ActivityLog } from './notice/activity-log.js';
import { readActivity } from './notice/read-activity.js';
import { judge } from './rules/judge.js';
import type { RuleRow } from './rules/rule.js';
import { RULE_TABLE, rulesOn } from './rules/rule-table.js';
import { carryOutFreezes } from './steps/carry-out-freezes.js';
import { expireCases } from './steps/expire-cases.js';
import type { Freezer } from './steps/freezer.js';
import { takeSteps } from './steps/take-steps.js';

export interface LookOutParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly activity: ActivityLog;
  readonly freezer: Freezer;
  readonly rules?: readonly RuleRow[];
  /** Nothing is restricted, whatever is found. */
  readonly recordOnly?: boolean;
}

/** Any fixed number: of all processes one judges at a time. */
const JUDGE_LOCK = 7_305_011_013;

/** Rules begin with the day at the brokerage: UTC+8, without daylight saving time since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

/** From counts to conclusions: adds up, judges, takes steps, carries them out, ends what is over. Called every few seconds. */
export class LookOut {
  readonly #parts: LookOutParts;

  constructor(parts: LookOutParts) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    const { pool, clock, activity, freezer } = this.#parts;
    await activity.flush();
    const now = clock.now();
    await this.#judgeAll(now);
    await carryOutFreezes(pool, freezer, now);
    await expireCases(pool, now);
  }

  async #judgeAll(now: number): Promise<void> {
    const rows = rulesOn(toLocalDate(now + SHANGHAI_MS), this.#parts.rules ?? RULE_TABLE);
    await inTransaction(this.#parts.pool, async (client) => {
      const lock = await client.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS held', [JUDGE_LOCK]);
      if (!lock.rows[0]?.held) return;
      const windows = rows.map(({ windowMinutes }) => windowMinutes);
      for (const activity of await readActivity(client, now, windows)) {
        const findings = judge(activity, rows, this.#parts.recordOnly);
        if (findings.length > 0) await takeSteps(client, activity.appId, findings, now);
      }
    });
  }
}
