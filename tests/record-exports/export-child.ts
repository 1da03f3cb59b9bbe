import { SealReceipts } from '../../src/audit/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { RunExports } from '../../src/record-exports/index.js';
import { Database } from '../../src/storage/index.js';
import { SECRET } from '../webhooks/hook-world.js';

/** A process that writes exports and says after each step that it stands. It is there to be killed. */
const database = new Database({ url: process.argv[2] ?? '' });
const parts = { pool: database.ops, secret: SECRET, clock: systemClock };
const exports = new RunExports({ ...parts, sealer: new SealReceipts(parts), stepReceipts: 1, chunkBytes: 1024 });
while (await exports.step()) process.stdout.write('step\n');
await database.close();
