import type { Config } from '../config.js';
import type { ChangeAppStatus } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import type { Database } from '../storage/index.js';
import { ActivityLog, DecideCase, FileAppeal, type Freezer, HoneyTokens, LookOut } from '../vigilance/index.js';

/** Every so often counts are added up and judged: scraping is noticed within two of these. */
const LOOK_MS = 3000;
const HONEY_MS = 30_000;

export interface VigilanceNeeds {
  readonly config: Pick<Config, 'mode' | 'worker' | 'vigilance'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly changeAppStatus: ChangeAppStatus;
}

export type Vigilance = ReturnType<typeof composeVigilance>;

/** The watch over apps: what the pipeline tells it, what people decide, and the steps in between. Not started. */
export function composeVigilance({ config, database, clock, changeAppStatus }: VigilanceNeeds) {
  const pool = database.ops;
  const honeyTokens = new HoneyTokens({ pool, clock });
  const activity = new ActivityLog({ pool, planted: honeyTokens });
  const freezer = freezerOf(database, changeAppStatus);
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

/** Stopping and releasing an app is what staff do by hand as well. What was deleted meanwhile needs neither. */
function freezerOf(database: Database, changeAppStatus: ChangeAppStatus): Freezer {
  const change = async (appId: string, from: string, to: 'SUSPENDED' | 'APPROVED') => {
    const { rows } = await database.identity.query<{ client_id: string }>(
      `SELECT client_id FROM app a WHERE id = $1 AND status = $2 AND NOT first_party
         AND NOT EXISTS (SELECT FROM app_freeze f WHERE f.app_id = a.id AND f.state = 'FROZEN')`, // people froze it, people release it
      [appId, from],
    );
    if (rows[0]) await changeAppStatus.change(rows[0].client_id, to);
  };
  return {
    freeze: (appId) => change(appId, 'APPROVED', 'SUSPENDED'),
    release: (appId) => change(appId, 'SUSPENDED', 'APPROVED'),
  };
}
