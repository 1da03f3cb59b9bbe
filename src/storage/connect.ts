import pg from 'pg';
import { PublicError } from '../kernel/errors.js';
import { checkRuntimeRole } from './check-runtime-role.js';
import { describeTarget, reasonOf } from './describe-target.js';
import { startEmbeddedPostgres } from './embedded.js';
import { ensureRuntimeRole } from './ensure-runtime-role.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { storageError } from './storage.errors.js';

export interface DatabaseSettings {
  readonly mode: 'sandbox' | 'live';
  readonly databaseUrl: string | undefined;
  readonly databaseMigratorUrl: string | undefined;
  /** Where the embedded database lives. */
  readonly dataDir: string;
}

export interface DatabaseConnection {
  /** For the running platform: a role that may only become openfolio_app, openfolio_identity or openfolio_ops. */
  readonly url: string;
  /** The schema's owner, for steps that create tables; `undefined` in live mode without DATABASE_MIGRATOR_URL. */
  readonly ownerUrl: string | undefined;
  readonly migrated: readonly string[];
  readonly embedded: boolean;
  stop(): Promise<void>;
}

const OLDEST_VERSION = 150_000;

/**
 * Chooses the database (the given one, or the embedded server), checks it, brings the schema up to this release and,
 * in live mode, refuses a role that could go round row-level security.
 *
 * @throws PublicError DATABASE_UNREACHABLE, DATABASE_TOO_OLD, DATABASE_SCHEMA_UNKNOWN, DATABASE_SCHEMA_BEHIND,
 *   DATABASE_ROLE_UNSAFE, DATA_DIRECTORY_UNUSABLE, EMBEDDED_DATABASE_UNUSABLE
 */
export async function connectDatabase(settings: DatabaseSettings): Promise<DatabaseConnection> {
  return settings.databaseUrl === undefined ? connectEmbedded(settings) : connectGiven(settings, settings.databaseUrl);
}

/**
 * Checks reachability and version, then migrates as the owner.
 *
 * @returns the names of the migrations that ran
 */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  await checkServer(ownerUrl);
  try {
    const done = await migrate(ownerUrl);
    await withClient(ownerUrl, (client) => client.query('GRANT SELECT ON schema_migration TO openfolio_ops'));
    return done;
  } catch (error) {
    if (error instanceof PublicError) throw error;
    throw storageError('DATABASE_SCHEMA_UNKNOWN', {
      params: { found: `a migration failed: ${reasonOf(error)}` },
      cause: error,
    });
  }
}

async function connectEmbedded(settings: DatabaseSettings): Promise<DatabaseConnection> {
  const server = await startEmbeddedPostgres(settings.dataDir);
  try {
    const migrated = await migrateDatabase(server.url);
    const url = await withClient(server.url, (client) => ensureRuntimeRole(client, server.url));
    return { url, ownerUrl: server.url, migrated, embedded: true, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function connectGiven(settings: DatabaseSettings, url: string): Promise<DatabaseConnection> {
  const live = settings.mode === 'live';
  const ownerUrl = settings.databaseMigratorUrl ?? (live ? undefined : url);
  const migrated = ownerUrl === undefined ? [] : await migrateDatabase(ownerUrl);
  await checkServer(url);
  if (live) await withClient(url, checkRuntimeRole);
  if (ownerUrl === undefined) await withClient(url, checkSchema);
  return { url, ownerUrl, migrated, embedded: false, stop: async () => {} };
}

async function checkServer(url: string): Promise<void> {
  const version = await withClient(url, async (client) => {
    const { rows } = await client.query<{ number: string; text: string }>(
      "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text",
    );
    return rows[0];
  });
  if (version && Number(version.number) < OLDEST_VERSION) {
    throw storageError('DATABASE_TOO_OLD', { params: { version: version.text } });
  }
}

async function checkSchema(client: pg.Client): Promise<void> {
  await client.query('SET ROLE openfolio_ops');
  const applied = await client.query<{ name: string }>('SELECT name FROM schema_migration').then(
    (result) => new Set(result.rows.map((row) => row.name)),
    () => new Set<string>(),
  );
  const missing = MIGRATIONS.map(({ name }) => name).filter((name) => !applied.has(name));
  if (missing.length > 0) throw storageError('DATABASE_SCHEMA_BEHIND', { params: { missing: missing.join(', ') } });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await open(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function open(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      application_name: 'openfolio-start',
    });
    await client.connect();
    return client;
  } catch (error) {
    throw storageError('DATABASE_UNREACHABLE', {
      params: { target: describeTarget(url), reason: reasonOf(error) },
      cause: error,
    });
  }
}
