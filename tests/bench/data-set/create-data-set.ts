import pg from 'pg';
import { migrateDatabase } from '../../../src/storage/index.js';
import { HELPERS, INDEXES, SIZES, STEPS } from './fill.sql.js';

export interface DataSetSize {
  readonly customers: number;
  readonly transactionsPerAccount: number;
}

export interface DataSet {
  /** A superuser's; the servers take their roles from it. */
  readonly url: string;
  readonly seconds: number;
  drop(): Promise<void>;
}

/**
 * A database of its own on the server of `serverUrl`, migrated and filled. Needs a superuser: the rows are made without
 * checking each one's references, which they hold by construction.
 */
export async function createDataSet(
  serverUrl: string,
  size: DataSetSize,
  say: (line: string) => void,
): Promise<DataSet> {
  const startedAt = performance.now();
  const name = `openfolio_load_${process.pid}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const drop = () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  try {
    await migrateDatabase(url);
    await fill(url, size, say);
  } catch (error) {
    await drop();
    throw error;
  }
  return { url, seconds: (performance.now() - startedAt) / 1000, drop };
}

async function fill(url: string, size: DataSetSize, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica; SET synchronous_commit = off');
    await client.query(HELPERS);
    await client.query(SIZES, [size.customers]);
    for (const { drop } of INDEXES) await client.query(drop);
    for (const { name, sql } of STEPS) {
      const startedAt = performance.now();
      await client.query(sql.replaceAll('%TRANSACTIONS%', String(size.transactionsPerAccount)));
      say(`  ${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    for (const { create } of INDEXES) await client.query(create);
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT'); // or its writes fall into the first rounds
  } finally {
    await client.end();
  }
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
