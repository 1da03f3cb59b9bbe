import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { AuthorityChannel, DenyFeed } from '../../../src/identity/access/index.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { Database } from '../../../src/storage/index.js';
import { createTestDatabase } from '../../support/template-database.js';
import { aGrant, anApp, endGrant, until } from './authority-fixture.js';

let database: Database;
let drop: () => Promise<void>;
let channel: AuthorityChannel;
let feed: DenyFeed;
/** Whole milliseconds: 10 s that are added to a fraction may be a rounding more than 10 s. */
let elapsed = 0;

beforeAll(async () => {
  const fresh = await createTestDatabase();
  drop = fresh.drop;
  database = new Database({ url: fresh.url });
});

afterAll(async () => {
  await database.close();
  await drop();
});

beforeEach(async () => {
  elapsed = 0;
  channel = new AuthorityChannel({ connectionString: database.url, retryMs: 20 });
  feed = new DenyFeed({ channel, clock: systemClock, elapsedMs: () => elapsed, pollMs: 20 });
  await channel.start();
  await feed.start();
});

afterEach(async () => {
  await feed.stop();
  await channel.stop();
});

const denied = (grantId: string) => feed.isDenied(grantId, 'client', Date.now());

/** Ends this feed's connection from the server's side, as a restart of the database does. */
async function cutConnections(): Promise<void> {
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'openfolio-authority' AND datname = current_database()`,
  );
  await owner.end();
}

test('a revocation is refused by another process within 250 ms of its commit, mostly within 50', async () => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/identity/access/deny-feed-process.ts', database.url],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  const delays: number[] = [];
  const app = await anApp(database);
  for (let round = 0; round < 10; round += 1) {
    const grant = await aGrant(database, app.id);
    await endGrant(database, grant);
    const committedAt = Date.now();
    const [seen, at] = String((await lines.next()).value).split(' ');
    expect(seen).toBe(grant);
    delays.push(Number(at) - committedAt);
  }
  child.stdin.end();
  await once(child, 'exit');
  const sorted = delays.toSorted((a, b) => a - b);
  expect(sorted[5]).toBeLessThan(50);
  expect(sorted.at(-1)).toBeLessThan(250);
});

test('what ended before the start is known from the start', async () => {
  const grant = newId();
  await database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [grant]);
  const later = new DenyFeed({ channel, clock: systemClock });
  await later.start();
  expect(later.isDenied(grant, 'client', Date.now())).toBe(true);
  await later.stop();
});

test('a suspended app is refused by id and by client id; tokens issued after it was approved again are not', async () => {
  const app = await anApp(database);
  await database.identity.query('INSERT INTO grant_revocation (app_id, at) VALUES ($1, now())', [app.id]);
  await until(() => feed.isDenied(newId(), app.clientId, Date.now() - 1000));
  expect(feed.isDenied(newId(), app.id, Date.now() - 1000)).toBe(true);
  expect(feed.isDenied(newId(), app.clientId, Date.now() + 61_000)).toBe(false);
  expect(feed.isDenied(newId(), 'another', Date.now() - 1000)).toBe(false);
});

test.each([0, 60_000])(
  'a revocation that commits out of order of seq, %i ms after a later one was read, is not missed',
  async (ms) => {
    const [slow, fast] = [newId(), newId()];
    const client = await database.identity.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [slow]);
    await database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [fast]);
    await until(() => denied(fast));
    expect(denied(slow)).toBe(false);
    elapsed += ms; // after 60 s the window has moved on once
    await until(() => feed.isFresh());
    await client.query('COMMIT');
    client.release();
    await until(() => denied(slow));
  },
);

test('a feed without an answer for 10 s is stale, and fresh again after the next answer', async () => {
  elapsed += 10_000;
  expect(feed.isFresh()).toBe(true);
  await channel.stop();
  elapsed += 1;
  expect(feed.isFresh()).toBe(false);
  elapsed += 60_000;
  expect(feed.isFresh()).toBe(false);
  await channel.start();
  await until(() => feed.isFresh());
});

test('a connection that was cut comes back, and what ended meanwhile is found', async () => {
  const grant = newId();
  await cutConnections();
  await database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [grant]);
  await until(() => denied(grant));
});

test('a server that falls silent without closing makes the feed stale; it is given up and the feed comes back', async () => {
  const line = await silenceableLine(database.url);
  const distant = new AuthorityChannel({ connectionString: line.url, retryMs: 20, answerWithinMs: 200 });
  const distantFeed = new DenyFeed({
    channel: distant,
    clock: systemClock,
    elapsedMs: () => performance.now() * 20,
    pollMs: 20,
  });
  await distant.start();
  await distantFeed.start();
  expect(distantFeed.isFresh()).toBe(true);
  line.silence(true);
  await until(() => !distantFeed.isFresh()); // 10 s of the feed's clock are 0.5 s here
  line.silence(false);
  await until(() => distantFeed.isFresh());
  await distantFeed.stop();
  await distant.stop();
  await line.close();
});

test('entries are forgotten after 15 minutes, and each is told once', async () => {
  const grant = newId();
  const told: (string | null)[] = [];
  feed.onRevocation((revocation) => told.push(revocation.grantId));
  await database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [grant]);
  await until(() => denied(grant));
  for (let minute = 0; minute < 16; minute += 1) {
    elapsed += 60_001;
    await until(() => feed.isFresh());
  }
  await until(() => !denied(grant));
  expect(told).toEqual([grant]);
});

/** A TCP line to the database that can swallow everything, as a firewall or a frozen machine does. */
async function silenceableLine(
  target: string,
): Promise<{ url: string; silence(on: boolean): void; close(): Promise<void> }> {
  const url = new URL(target);
  const [host, port] = [url.hostname, Number(url.port || 5432)];
  let silent = false;
  const proxy = createServer((near) => {
    const far = connect(port, host);
    near
      .on('data', (bytes) => !silent && far.write(bytes))
      .on('error', () => far.destroy())
      .on('close', () => far.destroy());
    far
      .on('data', (bytes) => !silent && near.write(bytes))
      .on('error', () => near.destroy())
      .on('close', () => near.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    url: url.href,
    silence: (on) => {
      silent = on;
    },
    close: () => new Promise((closed) => proxy.close(() => closed())),
  };
}
