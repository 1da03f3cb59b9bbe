import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configError } from './config.errors.js';

/**
 * The sandbox's secret: made once, kept with mode 0600. Two processes that start together agree, because a finished
 * file is linked into place and linking never replaces.
 *
 * @throws PublicError CONFIG_INVALID when the data directory or the file can't be used
 */
export async function keptSecret(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'secret');
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return check(file, (await read(file)) ?? (await make(file)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unusable(
      `OPENFOLIO_DATA_DIR ${dataDir} can not be used: ${error.message}. Make it writable for this user or choose another.`,
      error,
    );
  }
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function make(file: string): Promise<string> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, randomBytes(32).toString('base64'), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

function check(file: string, text: string): Buffer {
  const secret = Buffer.from(text, 'base64');
  if (secret.length === 32) return secret;
  throw unusable(`${file} does not hold a secret of 32 bytes. Restore it, or remove it to have ids of a new secret.`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function unusable(problem: string, cause?: unknown) {
  return configError('CONFIG_INVALID', { params: { problems: `  ${problem}` }, cause });
}
