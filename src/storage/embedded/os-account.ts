import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { storageError } from '../storage.errors.js';

const run = promisify(execFile);

export interface OsAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The account that PostgreSQL's own packages use; made, without a login, where it is missing. */
const NAME = 'postgres';

/** Only for root. @throws PublicError EMBEDDED_DATABASE_UNUSABLE */
export async function serverAccount(): Promise<OsAccount> {
  const known = await look();
  if (known) return known;
  try {
    await run('groupadd', ['--system', '--force', NAME]);
    await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', '--gid', NAME, NAME]);
  } catch (error) {
    throw refused(error);
  }
  const made = await look();
  if (!made) throw refused(undefined);
  return made;
}

async function look(): Promise<OsAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { name: NAME, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

function refused(cause: unknown) {
  return storageError('EMBEDDED_DATABASE_UNUSABLE', {
    params: {
      reason: `PostgreSQL does not run as root, and no system account "${NAME}" exists or could be made`,
      remedy:
        'Start Openfolio as an ordinary user, make that account, or give a PostgreSQL 15 or later in DATABASE_URL',
    },
    cause,
  });
}
