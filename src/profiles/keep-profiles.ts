import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import type { LocalDate } from '../kernel/local-date.js';
import { computeFacts } from './facts/compute-facts.js';
import { assignTiers } from './tiers/assign-tiers.js';
import { recordAum } from './tiers/record-aum.js';

export interface KeepProfilesParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/** What was done, and for which day; null where that day was done already. */
export interface ProfileRun {
  readonly tiersOf: LocalDate | null;
  readonly factsOf: LocalDate | null;
}

/**
 * Once for each trading day: assets and tiers; once for each day: facts, since birthdays and absences know no exchange holidays.
 * A day counts as done when all of its work is, so a run that broke off is made up for; each part may be repeated.
 */
export class KeepProfiles {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor({ pool, clock }: KeepProfilesParts) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** @throws PublicError FX_RATE_UNAVAILABLE: the day stays undone until the rate is there */
  async step(): Promise<ProfileRun> {
    const now = this.#clock.now();
    const { marketDay, today } = await this.#days(now);
    const tiersOf = await this.#once('TIERS', marketDay, async (day) => {
      await recordAum(this.#pool, day);
      await assignTiers(this.#pool, day, now);
    });
    const factsOf = await this.#once('FACTS', today, (day) => computeFacts(this.#pool, day, now));
    return { tiersOf, factsOf };
  }

  /** The latest day with closes, and the day at the brokerage. */
  async #days(now: number): Promise<{ marketDay: LocalDate | null; today: LocalDate }> {
    const { rows } = await this.#pool.query<{ market_day: LocalDate | null; today: LocalDate }>(
      `SELECT t.today::text AS today, (SELECT max(date) FROM price_daily WHERE date <= t.today)::text AS market_day
       FROM (SELECT ($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date AS today) t`,
      [new Date(now)],
    );
    const [row] = rows;
    if (!row) throw new Error('The database tells no day');
    return { marketDay: row.market_day, today: row.today };
  }

  async #once(task: string, day: LocalDate | null, work: (day: LocalDate) => Promise<unknown>) {
    if (day === null || (await this.#isDone(task, day))) return null;
    await work(day);
    await this.#pool.query(
      'INSERT INTO profile_run (task, day, finished_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [task, day, new Date(this.#clock.now())],
    );
    return day;
  }

  async #isDone(task: string, day: LocalDate): Promise<boolean> {
    const { rowCount } = await this.#pool.query('SELECT FROM profile_run WHERE task = $1 AND day = $2', [task, day]);
    return rowCount === 1;
  }
}
