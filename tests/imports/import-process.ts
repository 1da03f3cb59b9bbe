/** The import command alone in a process of its own, so that a test may kill it: `import-process.ts DIR`, DATABASE_URL. */
import { importCommand } from '../../src/cli/import.js';
import { platformImport } from '../../src/imports/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Database } from '../../src/storage/index.js';

const command = importCommand(async () => {
  const database = new Database({ url: process.env['DATABASE_URL'] ?? '' });
  return { dependencies: platformImport(database, systemClock), close: () => database.close() };
});
await command.parseAsync(process.argv.slice(2), { from: 'user' }).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
