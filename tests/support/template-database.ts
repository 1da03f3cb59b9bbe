import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/storage/migrate.js';
import { eventsOutOfShape } from './events-fit-their-types.js';

/**
 * Tests run against a real PostgreSQL: the one of DATABASE_URL, or else an embedded server that the run starts.
 * The server's address travels to the workers in the environment, the only thing that jest hands on to them.
 */
const SERVER = 'OPENFOLIO_TEST_SERVER';
const TEMPLATE = 'OPENFOLIO_TEST_TEMPLATE';

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
    await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    await embedded?.stop();
  };
}

/**
 * A fresh, migrated, empty database of its own. Call `drop` in afterAll: whatever the tests of the file made happen, each event that
 * was written fits the published schema of its type, or the file fails there.
 */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `openfolio_test_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${process.env[TEMPLATE]}`));
  return {
    url: databaseUrl(name),
    drop: async () => {
      const misfits = await on(databaseUrl(name), eventsOutOfShape);
      await onServer(async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
      if (misfits.length > 0) throw new Error(`Events that do not fit their schema:\n${misfits.join('\n')}`);
    },
  };
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
