import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { connectDatabase } from '../../src/storage/connect.js';
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/storage/embedded.js';
import { root, runToEnd, temporaryDirectory } from '../support/run-openfolio.js';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const started: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
});

afterAll(() => directory.remove());

describe('the embedded server', () => {
  test('starts from nothing, keeps data and port over a stop, and leaves no process', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await expectStopped(first.url);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('keeps its files for their owner alone and listens to this machine alone', async () => {
    const { url } = await start();
    for (const name of ['postgres-password', 'postgres-port'])
      expect((await stat(join(directory.path, name))).mode & 0o077).toBe(0);
    expect((await stat(join(directory.path, 'postgres'))).mode & 0o077).toBe(0);
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('logs its own life, and nothing of a row that it refuses', async () => {
    const { url } = await start();
    await query(url, "CREATE TABLE strict (said text CHECK (said NOT LIKE 'canary%'), counted integer)");
    await expect(query(url, "INSERT INTO strict (said) VALUES ('canary' || 'row')")).rejects.toThrow(
      'strict_said_check',
    );
    await expect(query(url, "INSERT INTO strict (counted) VALUES (('canary' || 'value')::integer)")).rejects.toThrow(
      'canaryvalue',
    );
    const log = await readFile(join(directory.path, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/canary/);
  });

  test('is shared by a second process, and stops only when the last one leaves', async () => {
    const mine = await start();
    const other = await startInChild();
    expect(other.url).toBe(mine.url);
    await mine.stop();
    expect(await query(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    other.child.kill('SIGTERM');
    await once(other.child, 'exit');
    await expectStopped(mine.url);
  });

  test('orphaned by a kill -9 of its process, is used on and then stopped', async () => {
    const other = await startInChild();
    const pid = await postmaster();
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    const mine = await start();
    expect(await postmaster()).toBe(pid);
    await mine.stop();
    await expectStopped(mine.url);
  });

  test('killed by kill -9 itself, recovers what was committed', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE survived AS SELECT 1 AS one');
    process.kill(await postmaster(), 'SIGKILL');
    const second = await start();
    expect(await query(second.url, 'SELECT one FROM survived')).toEqual([{ one: 1 }]);
  });

  test('takes another port when its own was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const thief = createServer();
    await new Promise<void>((done) => thief.listen(Number(new URL(first.url).port), '127.0.0.1', done));
    const second = await start();
    thief.close();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('never signals another program that has the process id of its stale postmaster.pid', async () => {
    const first = await start();
    await first.stop();
    const bystander = spawn('sleep', ['60']);
    children.push(bystander);
    await writeFile(
      join(directory.path, 'postgres', 'postmaster.pid'),
      `${bystander.pid}\n${directory.path}\n0\n1\n\n127.0.0.1\n`,
    );
    await start();
    expect(bystander.exitCode).toBeNull();
    expect(bystander.signalCode).toBeNull();
  });
});

describe('connectDatabase without DATABASE_URL', () => {
  test('runs the platform as a plain role on a migrated schema', async () => {
    const own = await temporaryDirectory();
    const given = { mode: 'sandbox', databaseUrl: undefined, databaseMigratorUrl: undefined } as const;
    const connection = await connectDatabase({ ...given, dataDir: own.path });
    try {
      expect(connection.embedded).toBe(true);
      await expect(query(connection.url, 'SELECT FROM public.customer')).rejects.toThrow('permission denied');
      expect(await query(connection.url, 'SET ROLE openfolio_app; SELECT FROM customer')).toEqual([]);
      await expect(query(connection.url, 'SET ROLE openfolio_app; DROP TABLE customer')).rejects.toThrow(
        'must be owner',
      );
    } finally {
      await connection.stop();
      await own.remove();
    }
  });
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a directory that the server account may not pass is refused with a remedy, and left closed', async () => {
  const closed = await temporaryDirectory();
  const inner = join(closed.path, 'inner');
  // Directories below TMPDIR would be opened, so it points elsewhere.
  const ended = await runToEnd(['src/cli/main.ts', 'doctor'], {
    OPENFOLIO_DATA_DIR: inner,
    PORT: '0',
    TMPDIR: directory.path,
  });
  const { mode } = await stat(closed.path);
  await closed.remove();
  expect(ended.stdout).toMatch(/may not pass through .*chgrp postgres .*EMBEDDED_DATABASE_UNUSABLE/);
  expect(mode & 0o777).toBe(0o700);
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres(directory.path);
  started.push(server);
  return server;
}

/** The same in a process of its own, which leaves on SIGTERM. */
async function startInChild(): Promise<{ child: ChildProcess; url: string }> {
  const source = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(root, 'src/storage/embedded.ts'))};
    const server = await startEmbeddedPostgres(${JSON.stringify(directory.path)});
    process.once('SIGTERM', () => server.stop());
    process.stdout.write(server.url);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: url.toString() };
}

async function postmaster(): Promise<number> {
  return Number((await readFile(join(directory.path, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function expectStopped(url: string): Promise<void> {
  await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(postmaster()).rejects.toMatchObject({ code: 'ENOENT' });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
    return [answer].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
