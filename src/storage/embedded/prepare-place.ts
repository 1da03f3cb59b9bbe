import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from '../storage.errors.js';
import { findPrograms, type Programs } from './find-programs.js';
import { openPath } from './open-path.js';
import { type OsAccount, serverAccount } from './os-account.js';

/** Where the embedded server lives and as whom it runs. Holding one proves that this account can reach all of it. */
export interface Place {
  readonly directory: string;
  /** PGDATA. Owned by the account, mode 0700. */
  readonly data: string;
  readonly passwordFile: string;
  readonly portFile: string;
  readonly lockFile: string;
  readonly logFile: string;
  readonly programs: Programs;
  /** `undefined`: as this process itself. PostgreSQL refuses to run as root, so root gets an account of its own. */
  readonly account: OsAccount | undefined;
}

/** @throws PublicError DATA_DIRECTORY_UNUSABLE, EMBEDDED_DATABASE_UNUSABLE */
export async function preparePlace(directory: string): Promise<Place> {
  const data = join(directory, 'postgres');
  await makeDirectory(directory);
  const programs = await findPrograms();
  const account = process.getuid?.() === 0 ? await serverAccount() : undefined;
  if (account) {
    await openPath(directory, account, { ours: true });
    await openPath(programs.home, account, { ours: false });
  }
  return {
    directory,
    data,
    passwordFile: join(directory, 'postgres-password'),
    portFile: join(directory, 'postgres-port'),
    lockFile: join(directory, 'postgres-start.lock'),
    logFile: join(data, 'server.log'),
    programs,
    account,
  };
}

/** Only the directory is the caller's; what PostgreSQL writes below must belong to its account. */
export async function makeOwnedDirectory(path: string, account: OsAccount | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if (!(await stat(directory)).isDirectory()) throw new Error('it is not a directory');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw storageError('DATA_DIRECTORY_UNUSABLE', { params: { directory, reason }, cause: error });
  }
}
