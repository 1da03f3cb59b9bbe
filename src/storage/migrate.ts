import { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import pg from 'pg';
import { MIGRATIONS } from './migrations/index.js';
import { storageError } from './storage.errors.js';

/** Any fixed number: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_305_011_001;

/**
 * Brings the schema up to this release; all steps in one transaction, so a failure leaves the database as it was.
 *
 * @param ownerUrl a role that owns (or may create) the schema and may create roles
 * @throws PublicError DATABASE_SCHEMA_UNKNOWN when the database is newer than this release or holds foreign tables
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseForeignSchema(lock);
    const orm = await MikroORM.init({
      driver: PostgreSqlDriver,
      clientUrl: ownerUrl,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { migrationsList: MIGRATIONS, tableName: 'schema_migration', snapshot: false, allOrNothing: true },
      logger: () => {},
    });
    try {
      const done = await orm.migrator.up();
      return done.map((migration) => migration.name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

/** A database whose migrations we don't know, or with our tables but no record of how they came, is not ours to change. */
async function refuseForeignSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ migrations: boolean; tables: string }>(
    `SELECT to_regclass('public.schema_migration') IS NOT NULL AS migrations,
            (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration') AS tables`,
  );
  const state = rows[0];
  if (!state) return;
  if (!state.migrations) {
    if (Number(state.tables) > 0)
      throw storageError('DATABASE_SCHEMA_UNKNOWN', {
        params: { found: `${state.tables} tables but no migration record` },
      });
    return;
  }
  const applied = await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY id');
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = applied.rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw storageError('DATABASE_SCHEMA_UNKNOWN', {
      params: { found: `migrations of another release: ${unknown.join(', ')}` },
    });
  if (applied.rows.length === 0 && Number(state.tables) > 0) {
    throw storageError('DATABASE_SCHEMA_UNKNOWN', {
      params: { found: `${state.tables} tables but an empty migration record` },
    });
  }
}
