import { startPlatform } from '../support/running-platform.js';
import { developerJourney } from './journey.js';

/**
 * `npm run tour`: the journey of a third-party developer, told as it happens. Against the platform of OPENFOLIO_URL, or
 * one of its own in a temporary directory (on the empty database of DATABASE_URL, when set). Ends with 1 when a step fails.
 */
const write = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const elsewhere = process.env['OPENFOLIO_URL']?.replace(/\/$/, '');
  if (elsewhere) await tell(await developerJourney({ url: elsewhere }, write));
  else await tourOfOwnPlatform();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function tourOfOwnPlatform(): Promise<void> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  write('Starting a platform of its own: an empty directory, a free port.');
  const platform = await startPlatform({ ...(DATABASE_URL && { DATABASE_URL }), ...(REDIS_URL && { REDIS_URL }) });
  write(`It answers at ${platform.url}.`);
  try {
    tell(await developerJourney(platform, write));
  } finally {
    await platform.stop();
  }
}

function tell(steps: number): void {
  write(`\nAll ${steps} steps went as promised.`);
}
