import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { announceExpiring } from './grants/announce-expiring.js';
import { purgePeople } from './people/purge-people.js';
import { purgeExpired } from './server/oidc-store.js';

const HOUR_MS = 3_600_000;

export interface UpkeepOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Told of a round that failed; the next one makes up for it. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

/**
 * What time brings about: consents that are soon to end are announced, what has expired is removed. Every process runs it;
 * each step is idempotent, so no process has to be the chosen one.
 */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> = Promise.resolve();

  constructor(options: UpkeepOptions) {
    this.#options = options;
    const begin = () => void (this.#round = this.run().catch(options.onError));
    begin();
    this.#timer = setInterval(begin, options.everyMs ?? HOUR_MS).unref();
  }

  async run(): Promise<void> {
    await announceExpiring(this.#options.pool, this.#options.clock);
    await purgeExpired(this.#options.pool);
    await purgePeople(this.#options.pool, this.#options.clock);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }
}
