import { appendFileSync } from 'node:fs';
import { GroupCommitAuditLog } from '../../src/audit/index.js';
import { aRecord, SECRET } from '../audit/audit-world.js';

/**
 * Stands for a gateway that answers: an id goes into its own log, synced, at the moment at which the answer would leave. Arguments:
 * database, log file, `planted` for the mistake that the checker has to find: it answers before the record is durable.
 */
const [url = '', file = '', mistake] = process.argv.slice(2);
const log = new GroupCommitAuditLog({ connectionString: url, secret: SECRET });
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (;;) {
      const record = aRecord();
      if (mistake === 'planted') appendFileSync(file, `${record.id}\n`);
      try {
        await log.record(record);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20)); // the database is away: the answer is withheld
        continue;
      }
      if (mistake !== 'planted') appendFileSync(file, `${record.id}\n`);
    }
  }),
);
