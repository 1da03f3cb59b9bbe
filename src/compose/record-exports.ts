import { SealReceipts } from '../audit/index.js';
import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import { DecideExport, type RecordExportUseCases, RequestExport, RunExports } from '../record-exports/index.js';
import type { Database } from '../storage/index.js';

const EVERY_MS = 2000;

/** What staff and the command line call to hand records out. */
export function recordExportUseCases(
  { mode }: Pick<Config, 'mode'>,
  database: Database,
  clock: Clock,
): RecordExportUseCases {
  const parts = { pool: database.ops, clock };
  return {
    requestExport: new RequestExport({ ...parts, twoPeople: mode === 'live' }),
    decideExport: new DecideExport(parts),
    appOfClientId: async (clientId) => {
      const { rows } = await database.ops.query<{ id: string }>('SELECT id FROM app WHERE client_id = $1', [clientId]);
      return rows[0]?.id;
    },
  };
}

/** Writes approved exports, in processes that work. */
export function startRecordExports(needs: {
  readonly config: Pick<Config, 'secret'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
}): void {
  const { config, database, clock, logger, opened } = needs;
  const parts = { pool: database.ops, clock, secret: config.secret };
  const exports = new RunExports({ ...parts, sealer: new SealReceipts(parts) });
  const onError = (error: unknown) =>
    error && logger.error({ err: error }, 'an export of records failed and is tried again');
  opened.add(new Recurring({ everyMs: EVERY_MS, step: () => exports.run(), onError }), (open) => open.stop());
}
