import type pg from 'pg';
import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import type { OperationWatch } from '../operation/index.js';
import { ActivityBuffer, KeepProfiles, RecordActivity } from '../profiles/index.js';

export interface ProfileNeeds {
  readonly config: Pick<Config, 'mode' | 'worker'>;
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
}

const LOOK_MS = 600_000;
const FLUSH_MS = 5000;

/** What customers do, collected in this process and added to the shared signals every few seconds and at the end. */
export function openActivity({ pool, clock, logger, opened }: Omit<ProfileNeeds, 'config'>) {
  const buffer = new ActivityBuffer({ record: new RecordActivity({ pool }) });
  const step = () => buffer.flush();
  const onError = (err: unknown) => logger.error({ err }, 'signals of activity wait for the next time');
  opened.add(new Recurring({ everyMs: FLUSH_MS, step, onError }), async (open) => {
    await open.stop();
    await step().catch(onError);
  });
  return {
    onPresence: (customerId: string) => buffer.customerPresent(customerId, clock.now()),
    /** Two see each operation: the watch over apps, and the collector of looks. */
    beside: (watch: OperationWatch): OperationWatch => ({
      observe(record, signs, network) {
        watch.observe(record, signs, network);
        buffer.observe(record, signs);
      },
    }),
  };
}

/** Tiers and facts follow the days by themselves in live mode; in a sandbox, where personas keep their stories, on `openfolio profiles run`. */
export function startProfiles({ config, pool, clock, logger, opened }: ProfileNeeds): void {
  if (config.mode !== 'live' || !config.worker) return;
  const profiles = new KeepProfiles({ pool, clock });
  const onError = (err: unknown) => logger.error({ err }, 'tiers and facts of the day are not done yet');
  opened.add(new Recurring({ everyMs: LOOK_MS, step: () => profiles.step(), onError }), (open) => open.stop());
}
