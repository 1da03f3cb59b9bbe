import { createOwnDatabase } from '../support/own-database.js';
import { startPlatform } from '../support/running-platform.js';
import { developerJourney } from './journey.js';

/**
 * `npm run tour`: the journey of a third-party developer, told as it happens. Against the platform of OPENFOLIO_URL, or
 * one of its own, which leaves nothing behind: in a temporary directory, and on a new database of the server of
 * DATABASE_URL when that is set. Ends with 1 when a step fails.
 */
const write = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const elsewhere = process.env['OPENFOLIO_URL']?.replace(/\/$/, '');
  const steps = elsewhere ? await developerJourney({ url: elsewhere }, write) : await tourOfOwnPlatform();
  write(`\nAll ${steps} steps went as promised.`);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function tourOfOwnPlatform(): Promise<number> {
  write('Starting a platform of its own: an empty database, a free port.');
  const { DATABASE_URL, REDIS_URL } = process.env;
  const database = DATABASE_URL ? await createOwnDatabase(DATABASE_URL) : undefined;
  try {
    const platform = await startPlatform({
      ...(database && { DATABASE_URL: database.url }),
      ...(REDIS_URL && { REDIS_URL }),
    });
    write(`It answers at ${platform.url}.`);
    try {
      return await developerJourney(platform, write);
    } finally {
      await platform.stop();
    }
  } finally {
    await database?.drop();
  }
}
