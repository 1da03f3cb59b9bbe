import type { FastifyPluginAsync } from 'fastify';
import { ExportReceipts, ReceiptKeys, receiptRoutes, SealReceipts, VerifyReceipts } from '../audit/index.js';
import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import type { Database } from '../storage/index.js';

export interface AuditNeeds {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Opened;
}

/** What seals and publishes the receipts; sealing starts where this process works in the background. */
export function openAudit({ config, database, clock, logger, opened }: AuditNeeds): { routes: FastifyPluginAsync } {
  const { secret } = config;
  const sealer = new SealReceipts({
    pool: database.ops,
    clock,
    secret,
    onFaults: (faults) => logger.error({ faults }, 'receipts are missing or not ours; run `openfolio audit verify`'),
  });
  if (config.worker) {
    const onError = (error: unknown) =>
      error && logger.error({ err: error }, 'sealing receipts failed and is tried again');
    const step = () => sealer.sealAll();
    opened.add(new Recurring({ everyMs: config.sealSeconds * 1000, step, onError }), (open) => open.stop());
  }
  return { routes: receiptRoutes({ pool: database.ops, keys: new ReceiptKeys(secret) }) };
}

/** For the command line. */
export function auditTools({ secret }: Config, database: Database, clock: Clock) {
  const parts = { pool: database.ops, secret };
  return {
    pool: database.ops,
    keys: new ReceiptKeys(secret),
    sealer: new SealReceipts({ ...parts, clock }),
    exporter: new ExportReceipts({ ...parts, clock }),
    verifier: (terms: Pick<ConstructorParameters<typeof VerifyReceipts>[0], 'keys' | 'kept'>) =>
      new VerifyReceipts({ ...parts, ...terms }),
  };
}
