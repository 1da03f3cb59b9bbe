import pg from 'pg';
import { PipelinedReachBinder } from './bound-reach.js';

/** The roles of migration 0001; each door of the platform connects as one of them. */
export type DatabaseRole = 'openfolio_app' | 'openfolio_identity' | 'openfolio_ops';

export interface DatabaseOptions {
  /** A login role that may SET ROLE to the three roles above. */
  readonly url: string;
  readonly reachConnections?: number;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
}

/** All connections of one process. Nothing else opens any, but the migrator and LISTEN clients. */
export class Database {
  readonly url: string;
  /** Customers' rows, under a grant. */
  readonly reach: PipelinedReachBinder;
  /** The app role without a reach: audit writes, stored documents. Sees zero customer rows. */
  readonly app: pg.Pool;
  readonly identity: pg.Pool;
  readonly ops: pg.Pool;

  constructor(options: DatabaseOptions) {
    const { url, reachConnections = 4, poolSize = 8, statementTimeoutMs = 15_000 } = options;
    this.url = url;
    this.reach = new PipelinedReachBinder({
      connectionString: url,
      role: 'openfolio_app',
      connections: reachConnections,
      statementTimeoutMs,
    });
    this.app = pool(url, 'openfolio_app', poolSize, statementTimeoutMs);
    this.identity = pool(url, 'openfolio_identity', poolSize, statementTimeoutMs);
    this.ops = pool(url, 'openfolio_ops', 4, 0, PLANNED_EACH_TIME); // imports and rebuilds take as long as they take
  }

  async close(): Promise<void> {
    await Promise.all([this.reach.close(), this.app.end(), this.identity.end(), this.ops.end()]);
  }
}

/**
 * Jobs work in batches on queues that are empty now and hold 100,000 rows a minute later. A plan that was kept from the empty
 * queue reads all of it for each batch; planning takes a millisecond of a batch.
 */
const PLANNED_EACH_TIME = ' -c plan_cache_mode=force_custom_plan';

/** `-c role` makes the role the connection's default, so not even RESET ROLE leaves it. */
function pool(url: string, role: DatabaseRole, size: number, statementTimeoutMs: number, settings = ''): pg.Pool {
  const created = new pg.Pool({
    connectionString: url,
    max: size,
    options: `-c role=${role} -c statement_timeout=${statementTimeoutMs} -c timezone=UTC${settings}`,
    application_name: role,
  });
  created.on('error', () => {}); // an idle connection broke: the pool replaces it on the next use
  return created;
}

/** Runs `work` in one transaction: change, event and audit row commit together or not at all. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignore); // its connection may break between two statements: the next one tells
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

function ignore(): void {}
