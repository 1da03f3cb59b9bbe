import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/storage/index.js';
import { Child } from '../child.js';
import { createClients } from '../data-set/create-clients.js';
import { createDataSet } from '../data-set/create-data-set.js';
import type { LoadOrder, LoadReport, ServerName } from '../load/messages.js';
import type { BenchOptions } from '../options.js';

/** Everything that runs during a benchmark. */
export interface BenchWorld {
  readonly load: Child;
  readonly servers: Readonly<Record<ServerName, Child>>;
  /** Looks at the database from outside; its own backend costs next to nothing. */
  readonly observer: pg.Client;
  readonly databaseVersion: string;
  readonly dataSetSeconds: number;
  close(): Promise<void>;
}

/**
 * Database, data, grants, both servers and the load, each in a process of its own.
 *
 * @param settings of the platform beside those that every benchmark has
 */
export async function startBenchWorld(
  options: BenchOptions,
  say: (line: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchWorld> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return { ...(await start(options, say, settings, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: BenchOptions,
  say: (line: string) => void,
  settings: Readonly<Record<string, string>>,
  closers: (() => Promise<unknown>)[],
) {
  const directory = await mkdtemp(join(tmpdir(), 'openfolio-load-'));
  closers.push(() => rm(directory, { recursive: true, force: true }));
  const serverUrl = process.env['DATABASE_URL'] ?? (await embedded(directory, closers));
  say(
    `data set: ${options.customers} customers, ${options.customers * 2 * options.transactionsPerAccount} transactions`,
  );
  const dataSet = await createDataSet(serverUrl, options, say);
  closers.push(() => dataSet.drop());

  const secret = randomBytes(32);
  const [rawPort, platformPort] = [await freePort(), await freePort()];
  const origins = { raw: `http://127.0.0.1:${rawPort}`, platform: `http://127.0.0.1:${platformPort}` };
  const audience = `${origins.platform}/graphql`;
  const clients = await createClients(dataSet.url, secret, options.clients, audience);
  const environment = { secret: secret.toString('base64'), url: dataSet.url, directory, origins, settings };
  const servers = startServers(environment, closers);
  const load = new Child('load/load-process.ts', {});
  closers.push(() => load.stop());
  for (const child of [servers.raw, servers.platform, load]) await child.next();
  const { groups, signingKey } = clients;
  const issuer = { issuer: `${origins.platform}/oauth`, audience, signingKey };
  load.send({ order: 'setUp', setUp: { origins, groups, issuer } } satisfies LoadOrder);
  await load.next<LoadReport>();

  const observer = new pg.Client({ connectionString: dataSet.url });
  await observer.connect();
  closers.push(() => observer.end());
  const { rows } = await observer.query<{ server_version: string }>('SHOW server_version');
  const databaseVersion = rows[0]?.server_version.split(' ')[0] ?? '';
  return { load, servers, observer, databaseVersion, dataSetSeconds: dataSet.seconds };
}

interface ServerEnvironment {
  readonly secret: string;
  readonly url: string;
  readonly directory: string;
  readonly origins: Readonly<Record<ServerName, string>>;
  readonly settings: Readonly<Record<string, string>>;
}

function startServers(
  { secret, url, directory, origins, settings }: ServerEnvironment,
  closers: (() => Promise<unknown>)[],
) {
  const raw = new Child('raw/raw-server.ts', {
    BENCH_DATABASE_URL: url,
    BENCH_SECRET: secret,
    BENCH_PORT: new URL(origins.raw).port,
    BENCH_PLATFORM_URL: origins.platform,
  });
  closers.push(() => raw.stop());
  const platform = new Child('platform-server.ts', {
    DATABASE_URL: url,
    OPENFOLIO_SECRET: secret,
    OPENFOLIO_DATA_DIR: directory,
    OPENFOLIO_PUBLIC_URL: origins.platform,
    PORT: new URL(origins.platform).port,
    LOG_LEVEL: 'warn',
    OPENFOLIO_BUDGET_CUSTOMER_MAXIMUM: '1000000',
    OPENFOLIO_BUDGET_CUSTOMER_RESTORE: '1000000',
    OPENFOLIO_BUDGET_APP_MAXIMUM: '100000000',
    OPENFOLIO_BUDGET_APP_RESTORE: '100000000',
    ...settings,
  });
  closers.push(() => platform.stop());
  return { raw, platform };
}

async function embedded(directory: string, closers: (() => Promise<unknown>)[]): Promise<string> {
  const server = await startEmbeddedPostgres(join(directory, 'database'));
  closers.push(() => server.stop());
  return server.url;
}

/** Known before the server starts, because its public address is part of its tokens. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
