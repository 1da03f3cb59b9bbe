import type { Config } from '../config.js';
import { AuthorityChannel, type ChangeAppStatus, DenyFeed } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import {
  CloseFreeze,
  DrillFreeze,
  FreezeApp,
  FreezeFromCase,
  type KillSwitchUseCases,
  ReportLeak,
} from '../kill-switch/index.js';
import type { Database } from '../storage/index.js';
import { HookSecrets } from '../webhooks/index.js';

/** What stops an app, for staff and for the command line. */
export function killSwitchUseCases(
  config: Pick<Config, 'mode' | 'secret'>,
  database: Database,
  clock: Clock,
  changeAppStatus: ChangeAppStatus,
): KillSwitchUseCases {
  const parts = {
    ops: database.ops,
    identity: database.identity,
    clock,
    hookSecrets: new HookSecrets(config.secret),
    twoPeople: config.mode === 'live',
  };
  const reportLeak = new ReportLeak({ pool: database.ops, clock });
  const follow = () => followDenyFeed(database.url, clock);
  const freezeApp = new FreezeApp(parts);
  return {
    freezeApp,
    freezeFromCase: new FreezeFromCase({ ops: database.ops, clock, freezeApp }),
    closeFreeze: new CloseFreeze({ ...parts, changeAppStatus }),
    reportLeak,
    drillFreeze: new DrillFreeze({ ...parts, reportLeak, follow }),
  };
}

/** One more follower beside the gateways, with a connection and a memory of its own. */
async function followDenyFeed(connectionString: string, clock: Clock) {
  const channel = new AuthorityChannel({ connectionString });
  await channel.start();
  const feed = new DenyFeed({ channel, clock });
  await feed.start();
  return {
    stopped: (appId: string) =>
      new Promise<void>((resolve) => {
        const undo = feed.onRevocation((revocation) => {
          if (revocation.appId !== appId) return;
          undo();
          resolve();
        });
      }),
    close: async () => {
      await feed.stop();
      await channel.stop();
    },
  };
}
