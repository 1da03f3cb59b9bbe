import { execFile } from 'node:child_process';
import { storageError } from '../storage.errors.js';
import type { Place } from './prepare-place.js';

/**
 * Runs one of PostgreSQL's programs as the server's account, silently. PG* variables of the caller's shell would
 * redirect it, so it gets none.
 *
 * @throws PublicError EMBEDDED_DATABASE_UNUSABLE with the program's last line
 */
export function runProgram(place: Place, program: string, args: readonly string[]): Promise<string> {
  const { account } = place;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  const options = {
    cwd: '/', // the caller's may be closed to the account
    env: { ...env, LC_ALL: 'C' },
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(programFailed(program, `${stderr}\n${stdout}`, error));
      else resolve(stdout);
    });
  });
}

function programFailed(program: string, output: string, cause: Error) {
  const lines = output.split('\n').map((line) => line.trim());
  const reason =
    lines.findLast((line) => /error|fatal|could not/i.test(line)) ??
    lines.findLast((line) => line !== '') ??
    cause.message;
  return storageError('EMBEDDED_DATABASE_UNUSABLE', {
    params: {
      reason: `${program.split(/[\\/]/).at(-1)} says: ${reason}`,
      remedy: 'See postgres/server.log in the data directory, or give a PostgreSQL 15 or later in DATABASE_URL',
    },
    cause,
  });
}
