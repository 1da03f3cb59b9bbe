import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/storage/migrate.js';
import { eventsOutOfShape } from './events-fit-their-types.js';
import { runToEnd, temporaryDirectory } from './run-openfolio.js';

/**
 * Tests run against a real PostgreSQL: the one of DATABASE_URL, or else an embedded server that the run starts.
 * The server's address travels to the workers in the environment, the only thing that jest hands on to them.
 */
const SERVER = 'OPENFOLIO_TEST_SERVER';
const TEMPLATE = 'OPENFOLIO_TEST_TEMPLATE';
const WORLD = '_world';

/** @returns the undo: drops the template and stops the server if this run started it */
export async function createTemplate(): Promise<() => Promise<void>> {
  const embedded = process.env['DATABASE_URL'] ? undefined : await startEmbedded();
  const server = embedded?.url ?? process.env['DATABASE_URL'];
  const name = `openfolio_template_${randomBytes(4).toString('hex')}`;
  process.env[SERVER] = server;
  process.env[TEMPLATE] = name;
  await onServer((client) => client.query(`CREATE DATABASE ${name}`));
  await migrate(databaseUrl(name));
  return async () => {
    for (const made of [`${name}${WORLD}_unfinished`, `${name}${WORLD}`, name])
      await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${made} WITH (FORCE)`));
    await embedded?.stop();
  };
}

/**
 * A fresh, migrated, empty database of its own. Call `drop` in afterAll: whatever the tests of the file made happen, each event that
 * was written fits the published schema of its type, or the file fails there.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return cloneOf(process.env[TEMPLATE] ?? '');
}

/** The same with the sandbox's world in it, which a platform else brings in as it starts. */
export async function createSandboxDatabase(): Promise<TestDatabase> {
  return cloneOf(await worldTemplate());
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const name = `openfolio_test_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    url: databaseUrl(name),
    drop: async () => {
      const misfits = await on(databaseUrl(name), eventsOutOfShape);
      await onServer(async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
      if (misfits.length > 0) throw new Error(`Events that do not fit their schema:\n${misfits.join('\n')}`);
    },
  };
}

/** Made once per run, by the worker that asks first; the others wait. It has its name only when it is whole. */
function worldTemplate(): Promise<string> {
  const template = `${process.env[TEMPLATE]}${WORLD}`;
  return onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [template]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      const unfinished = `${template}_unfinished`;
      await client.query(`CREATE DATABASE ${unfinished} TEMPLATE ${process.env[TEMPLATE]}`);
      await bringWorldInto(databaseUrl(unfinished));
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
    }
    return template;
  });
}

async function bringWorldInto(url: string): Promise<void> {
  const directory = await temporaryDirectory();
  try {
    const settings = { DATABASE_URL: url, OPENFOLIO_DATA_DIR: directory.path };
    const { code, stderr } = await runToEnd(['src/cli/main.ts', 'sandbox', 'seed'], settings);
    if (code !== 0) throw new Error(`The sandbox's world could not be made:\n${stderr}`);
  } finally {
    await directory.remove();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(process.env[SERVER] ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return on(process.env[SERVER] ?? '', work);
}

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function startEmbedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const { startEmbeddedPostgres } = await import('../../src/storage/embedded.js');
  const { mkdtemp } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  return startEmbeddedPostgres(await mkdtemp(`${tmpdir()}/openfolio-test-`));
}
