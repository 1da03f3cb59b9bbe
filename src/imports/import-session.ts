import type pg from 'pg';
import { ISIN_FUNCTION } from './column-kinds.js';

/**
 * One connection for one import. Staging tables are temporary: they are never written ahead, nobody else sees them, and
 * they vanish with the connection, which is closed at the end and not handed back to the pool.
 *
 * An abort closes the connection at once; PostgreSQL then rolls the open transaction back.
 */
export class ImportSession {
  readonly client: pg.PoolClient;
  readonly #nowMs: number;
  #closed = false;

  private constructor(client: pg.PoolClient, nowMs: number) {
    this.client = client;
    this.#nowMs = nowMs;
  }

  static async open(pool: pg.Pool, nowMs: number, signal: AbortSignal | undefined): Promise<ImportSession> {
    signal?.throwIfAborted();
    const session = new ImportSession(await pool.connect(), nowMs);
    session.client.on('error', () => {}); // the running query rejects with the same error
    signal?.addEventListener('abort', () => session.close(), { once: true });
    for (const statement of SETTINGS) await session.client.query(statement);
    return session;
  }

  /** Runs SQL of a plan and gives the number of rows that it touched. */
  async run(sql: string): Promise<number> {
    const result = await this.client.query(sql.replaceAll('$nowMs', String(this.#nowMs)));
    return result.rowCount ?? 0;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.client.release(true);
  }
}

const SETTINGS = [
  "SET temp_buffers = '64MB'",
  "SET work_mem = '128MB'",
  'SET jit = off', // compiling the long rule lists takes longer than running them on a small file
  // A killed importer does not keep a statement running. Servers on Windows can't see a closed connection and refuse the setting.
  "DO $$ BEGIN SET client_connection_check_interval = '1s'; EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$",
  ISIN_FUNCTION,
  'CREATE TEMP TABLE import_problem (n bigint GENERATED ALWAYS AS IDENTITY, file text NOT NULL, line bigint NOT NULL, "column" text, reason text NOT NULL)',
  'CREATE INDEX ON import_problem (file, line)',
];
