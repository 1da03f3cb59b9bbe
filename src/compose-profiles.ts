import type pg from 'pg';
import type { Config } from './config.js';
import type { Clock } from './kernel/clock.js';
import type { Logger } from './kernel/log.js';
import type { Opened } from './kernel/opened.js';
import { Recurring } from './kernel/recurring.js';
import { KeepProfiles } from './profiles/index.js';

export interface ProfileNeeds {
  readonly mode: Config['mode'];
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
}

const LOOK_MS = 600_000;

/** Tiers and facts follow the days by themselves in live mode; in a sandbox, where personas keep their stories, on `openfolio profiles run`. */
export function startProfiles({ mode, pool, clock, logger, opened }: ProfileNeeds): void {
  if (mode !== 'live') return;
  const profiles = new KeepProfiles({ pool, clock });
  const onError = (err: unknown) => logger.error({ err }, 'tiers and facts of the day are not done yet');
  opened.add(new Recurring({ everyMs: LOOK_MS, step: () => profiles.step(), onError }), (open) => open.stop());
}
