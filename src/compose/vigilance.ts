import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import { pauseApp, resumeApp } from '../kill-switch/index.js';
import type { Database } from '../storage/index.js';
import { ActivityLog, DecideCase, FileAppeal, type Freezer, HoneyTokens, LookOut } from '../vigilance/index.js';

/** Every so often counts are added up and judged: scraping is noticed within two of these. */
const LOOK_MS = 3000;
const HONEY_MS = 30_000;

export interface VigilanceNeeds {
  readonly config: Pick<Config, 'mode' | 'worker' | 'vigilance'>;
  readonly database: Database;
  readonly clock: Clock;
}

export type Vigilance = ReturnType<typeof composeVigilance>;

/** The watch over apps: what the pipeline tells it, what people decide, and the steps in between. Not started. */
export function composeVigilance({ config, database, clock }: VigilanceNeeds) {
  const pool = database.ops;
  const honeyTokens = new HoneyTokens({ pool, clock });
  const activity = new ActivityLog({ pool, planted: honeyTokens });
  const freezer: Freezer = { freeze: pauseApp, release: resumeApp };
  const lookOut = new LookOut({ pool, clock, activity, freezer, recordOnly: config.vigilance === 'record' });
  return {
    watch: activity,
    honeyTokens,
    lookOut,
    useCases: {
      fileAppeal: new FileAppeal({ pool, clock }),
      decideCase: new DecideCase({ pool, clock, freezer, twoPeople: config.mode === 'live' }),
    },
    /** Every process adds up what it saw; those with a worker judge as well. */
    start(opened: Opened, logger: Logger): void {
      const onError = (error: unknown) => logger.error({ err: error }, 'the watch over apps failed and goes on');
      const look = () => (config.worker ? lookOut.look() : activity.flush());
      const recurring = [
        new Recurring({ everyMs: LOOK_MS, step: look, onError }),
        new Recurring({ everyMs: HONEY_MS, step: () => honeyTokens.refresh(), onError }),
      ];
      for (const each of recurring) opened.add(each, (open) => open.stop());
    },
  };
}
