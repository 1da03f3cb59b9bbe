import type { Clock } from '../kernel/clock.js';
import { refreshQuotes } from '../market/index.js';
import { applyNewTransactions } from '../portfolios/index.js';
import type { Database } from '../storage/index.js';
import type { ImportDependencies } from './import-run.js';

/** Processes that keep instruments or prices in memory listen here; the payload is empty. */
export const MARKET_DATA_CHANNEL = 'market_data';

/** What an import does to the platform around it: projections follow the transactions, quotes the prices. */
export function platformImport(database: Pick<Database, 'ops'>, clock: Clock): ImportDependencies {
  return {
    ops: database.ops,
    clock,
    derive: async (client, accountIds) => void (await applyNewTransactions(client, accountIds)),
    refreshQuotes: async (client) => {
      await refreshQuotes(client);
      await client.query(`NOTIFY ${MARKET_DATA_CHANNEL}`); // delivered when the import commits
    },
  };
}
