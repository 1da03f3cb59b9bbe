import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from '../storage.errors.js';
import { makeOwnedDirectory, type Place } from './prepare-place.js';
import { runProgram } from './run-program.js';

/** Settings of the cluster: reachable from this machine alone, by password, without a socket file in a shared directory. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Creates the cluster on first use and gives the password of its owner. It is made beside its place and renamed,
 * so a crash in the middle leaves nothing that looks like a cluster.
 */
export async function createCluster(place: Place, newPassword: () => string): Promise<string> {
  if (await exists(join(place.data, 'PG_VERSION'))) return readPassword(place);
  const password = newPassword();
  const unfinished = `${place.data}.new`;
  const passwordCopy = join(place.directory, 'postgres-password.new');
  await rm(unfinished, { recursive: true, force: true });
  await makeOwnedDirectory(unfinished, place.account);
  try {
    await writeFile(passwordCopy, password, { mode: 0o600 });
    await giveTo(place, passwordCopy);
    await runProgram(place, place.programs.initdb, initdbArguments(unfinished, passwordCopy));
  } finally {
    await rm(passwordCopy, { force: true });
  }
  await writeFile(place.passwordFile, password, { mode: 0o600 });
  await rename(unfinished, place.data);
  return password;
}

function initdbArguments(pgdata: string, passwordFile: string): string[] {
  return [
    `--pgdata=${pgdata}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // Sorting must not depend on the machine's locales.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function giveTo(place: Place, file: string): Promise<void> {
  if (!place.account) return;
  await chown(file, place.account.uid, place.account.gid);
}

async function readPassword(place: Place): Promise<string> {
  try {
    return (await readFile(place.passwordFile, 'utf8')).trim();
  } catch (error) {
    throw storageError('DATA_DIRECTORY_UNUSABLE', {
      params: {
        directory: place.directory,
        reason: 'it holds a database but its password file is missing or unreadable',
      },
      cause: error,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw storageError('DATA_DIRECTORY_UNUSABLE', {
        params: { directory: path, reason: error.message },
        cause: error,
      });
    },
  );
}
