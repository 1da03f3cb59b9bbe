import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { root, runToEnd, temporaryDirectory } from './support/run-openfolio.js';
import { createTestDatabase } from './support/template-database.js';

const START = ['src/main.ts'];
const DOCTOR = ['src/cli/main.ts', 'doctor'];
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
  await directory.remove();
});

const run = (args: string[], environment: Record<string, string>) =>
  runToEnd(args, { OPENFOLIO_DATA_DIR: directory.path, PORT: '0', LOG_LEVEL: 'silent', ...environment });

describe('a start that can not succeed ends with code 1 and one message without a stack trace', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a DATABASE_URL of another kind',
      { DATABASE_URL: 'mysql://localhost/x' },
      /DATABASE_URL must be a URL that starts with postgres/,
    ],
    ['a REDIS_URL that is no URL', { REDIS_URL: 'localhost:6379' }, /REDIS_URL must be a URL that starts with redis/],
    ['a port that is none', { PORT: '70000' }, /PORT must be a whole number from 0 to 65535/],
    [
      'a data directory that is a file',
      { OPENFOLIO_DATA_DIR: join(import.meta.dirname, 'startup.test.ts') },
      /OPENFOLIO_DATA_DIR .* can not be used/,
    ],
    ['telemetry without its SDK', { OPENFOLIO_TELEMETRY: 'on' }, /no OpenTelemetry SDK was loaded/],
  ])('%s', async (_what, environment, message) => {
    const ended = await run(START, environment);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).toMatch(/\(CONFIG_INVALID, see docs\/errors\/CONFIG_INVALID\.md\)/);
    expect(ended.stderr + ended.stdout).not.toMatch(/\n\s+at /);
  });

  test('all problems are listed at once', async () => {
    const { stderr } = await run(START, {
      PORT: 'x',
      REDIS_URL: 'x',
      OPENFOLIO_SECRET: 'short',
      OPENFOLIO_LIMIT_DEPTH: '-1',
    });
    for (const name of ['PORT', 'REDIS_URL', 'OPENFOLIO_SECRET', 'OPENFOLIO_LIMIT_DEPTH'])
      expect(stderr).toContain(`  ${name} must`);
  });

  test('live mode refuses every default that is unsafe', async () => {
    const { code, stderr } = await run(START, { OPENFOLIO_MODE: 'live', OPENFOLIO_PUBLIC_URL: 'http://api.example' });
    expect(code).toBe(1);
    const unsafe = [
      'OPENFOLIO_PUBLIC_URL',
      'OPENFOLIO_ALLOWED_HOSTS',
      'DATABASE_URL',
      'OPENFOLIO_SECRET',
      'OPENFOLIO_SECURITY_CONTACT',
    ];
    for (const name of unsafe) expect(stderr).toContain(`  ${name} must be set`);
  });
});

describe('the platform itself', () => {
  test.each<[string, () => Record<string, string>, string]>([
    [
      'an unreachable database',
      () => ({ DATABASE_URL: 'postgres://me:canary-password@127.0.0.1:1/x' }),
      'DATABASE_UNREACHABLE',
    ],
    [
      'an unreachable Redis',
      () => ({ DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:1' }),
      'REDIS_UNREACHABLE',
    ],
  ])('does not start on %s', async (_what, environment, code) => {
    const ended = await run(START, environment());
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`(${code}, see docs/errors/${code}.md)`);
    expect(ended.stderr + ended.stdout).not.toMatch(/canary-password|\n\s+at /);
  });

  test('does not start on a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    const ended = await run(START, { DATABASE_URL: database.url, PORT: String(port) });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/another program listens there[\s\S]*\(PORT_TAKEN/);
  });

  test('starts on an empty directory, is ready, and on SIGTERM leaves neither process nor database running', async () => {
    const own = await temporaryDirectory();
    const child = spawn(process.execPath, ['--import', 'tsx', ...START], {
      cwd: root,
      env: { PATH: process.env['PATH'], OPENFOLIO_DATA_DIR: own.path, PORT: '0', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const address = await listeningAddress(child);
      expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ status: 'ready' });
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      await expect(fetch(`${address}/livez`)).rejects.toThrow('fetch failed');
      await expect(stat(join(own.path, 'postgres', 'postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      child.kill('SIGKILL');
      await own.remove();
    }
  });
});

describe('doctor names what fails and how to mend it, without passwords', () => {
  test('unreachable database and Redis', async () => {
    const ended = await run(DOCTOR, {
      DATABASE_URL: 'postgres://me:canary-password@127.0.0.1:1/x',
      REDIS_URL: 'redis://:canary-password@127.0.0.1:1',
    });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/failed {2}database .*postgres:\/\/me@127\.0\.0\.1:1\/x.*DATABASE_UNREACHABLE/);
    expect(ended.stdout).toMatch(/failed {2}redis .*REDIS_UNREACHABLE/);
    expect(ended.stdout + ended.stderr).not.toMatch(/canary-password|\n\s+at /);
  });

  test('a wrong database name', async () => {
    const url = new URL(database.url);
    url.pathname = '/openfolio_no_such_database';
    expect((await run(DOCTOR, { DATABASE_URL: url.href })).stdout).toMatch(
      /openfolio_no_such_database" does not exist.*DATABASE_UNREACHABLE/,
    );
  });

  test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    const ended = await run(DOCTOR, { DATABASE_URL: database.url, PORT: String(port) });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/failed {2}port .*another program listens there.*PORT_TAKEN/);
  });

  test.each([
    ['of another program', 'DROP TABLE schema_migration', /tables but no migration record/],
    ['that is half migrated', "DELETE FROM schema_migration WHERE name LIKE '0002%'", /a migration failed/],
    [
      'of a newer release',
      "INSERT INTO schema_migration (name) VALUES ('9999-later')",
      /migrations of another release: 9999-later/,
    ],
  ])('a schema %s', async (_what, change, message) => {
    const other = await createTestDatabase();
    await onDatabase(other.url, change);
    const ended = await run(DOCTOR, { DATABASE_URL: other.url });
    await other.drop();
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(message);
    expect(ended.stdout).toContain('DATABASE_SCHEMA_UNKNOWN');
  });

  test('nothing, when all is well', async () => {
    const ended = await run(DOCTOR, { DATABASE_URL: database.url });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).not.toContain('failed');
  });
});

describe('the generated secret', () => {
  test('is kept, for its owner alone', async () => {
    const file = join(directory.path, 'secret');
    await run(DOCTOR, { DATABASE_URL: database.url });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is never replaced when it is damaged', async () => {
    const other = await temporaryDirectory();
    await writeFile(join(other.path, 'secret'), 'damaged');
    await chmod(join(other.path, 'secret'), 0o600);
    const ended = await run(START, { OPENFOLIO_DATA_DIR: other.path });
    await other.remove();
    expect(ended.stderr).toMatch(/does not hold a secret of 32 bytes/);
  });
});

test('openfolio config shows that a secret is set, not the secret', async () => {
  const { stdout } = await run(['src/cli/main.ts', 'config'], { OPENFOLIO_SECRET: 'canary-secret', PORT: '4321' });
  expect(stdout).toContain('PORT=4000 (now: 4321)');
  expect(stdout).toContain('OPENFOLIO_SECRET= (now: set, secret)');
  expect(stdout).not.toContain('canary-secret');
});

async function onDatabase(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Fastify logs it. */
async function listeningAddress(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (;;) {
    const found = /listening at (http:[^"]+)/.exec(output)?.[1];
    if (found) return found;
    if (child.exitCode !== null || !child.stdout) throw new Error('it ended before it listened');
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
}
