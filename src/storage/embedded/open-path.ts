import { chmod, chown, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, sep } from 'node:path';
import { storageError } from '../storage.errors.js';
import type { OsAccount } from './os-account.js';

/**
 * Makes sure that the server's account can pass through every directory down to `path`.
 *
 * Our own data directory and temporary directories of root (`mktemp -d` makes them 0700) are opened to the account's group
 * alone, by search permission, without the right to list. Any other closed directory, say root's home, is not ours to
 * open: that is refused, and the message says how.
 */
export async function openPath(path: string, account: OsAccount, options: { readonly ours: boolean }): Promise<void> {
  const target = await realpath(path);
  const temporary = `${await realpath(tmpdir()).catch(tmpdir)}${sep}`;
  for (const directory of ancestors(target)) {
    if (await canPass(directory, account)) continue;
    const mayOpen = (options.ours && directory === target) || directory.startsWith(temporary);
    if (!mayOpen) throw closed(directory, account);
    await openToGroup(directory, account);
  }
}

/** From the root down, so that the first refusal names the outermost closed directory. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function canPass(directory: string, account: OsAccount): Promise<boolean> {
  const { mode, uid, gid } = await stat(directory);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

async function openToGroup(directory: string, account: OsAccount): Promise<void> {
  const { mode, uid } = await stat(directory);
  await chown(directory, uid, account.gid);
  await chmod(directory, (mode & 0o7700) | 0o010);
}

function closed(directory: string, account: OsAccount) {
  return storageError('EMBEDDED_DATABASE_UNUSABLE', {
    params: {
      reason: `it runs as the system account "${account.name}", which may not pass through ${directory}`,
      remedy: `Start Openfolio as an ordinary user, move it to a directory that others may enter, allow it with \`chgrp ${account.name} ${directory} && chmod g+x ${directory}\`, or give a PostgreSQL 15 or later in DATABASE_URL`,
    },
  });
}
