import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { Recurring } from '../kernel/recurring.js';
import { purgeIdempotencyKeys } from '../storage/index.js';
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
  readonly #rounds: Recurring;

  constructor(options: UpkeepOptions) {
    const { onError, everyMs = HOUR_MS } = options;
    this.#options = options;
    this.#rounds = new Recurring({ step: () => this.run(), onError, everyMs });
  }

  async run(): Promise<void> {
    const { pool, clock } = this.#options;
    await announceExpiring(pool, clock);
    await purgeExpired(pool);
    await purgePeople(pool, clock);
    await purgeIdempotencyKeys(pool, clock.now());
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }
}
