import type pg from 'pg';

export interface RunFigures {
  readonly runs: number;
  /** Those that failed by the plugin's own fault, or of which the customer complained in a ticket. */
  readonly failures: number;
}

/** A complaint names the run that it is about; the desk's index on it answers. */
const COMPLAINED =
  "EXISTS (SELECT FROM ticket t WHERE t.plugin_run_id = r.id AND t.kind = 'COMPLAINT' AND t.customer_id = r.customer_id)";

type Queryable = Pick<pg.Pool, 'query'>;

/** Runs of a version that began since an instant. Runs that the caller or the platform broke off count for neither side. */
export async function figuresSince(client: Queryable, versionId: string, since: Date): Promise<RunFigures> {
  const { rows } = await client.query<RunFigures>(
    `SELECT count(*)::int AS runs, count(*) FILTER (WHERE at_fault = 'PLUGIN' OR ${COMPLAINED})::int AS failures FROM plugin_run r
     WHERE version_id = $1 AND started_at >= $2 AND (status = 'SUCCEEDED' OR at_fault = 'PLUGIN')`,
    [versionId, since],
  );
  return rows[0] ?? { runs: 0, failures: 0 };
}

/** The latest runs of a version, at most `count`, that began after its release was last changed. */
export async function latestFigures(client: Queryable, versionId: string, count: number): Promise<RunFigures> {
  const { rows } = await client.query<RunFigures>(
    `SELECT count(*)::int AS runs, count(*) FILTER (WHERE at_fault = 'PLUGIN' OR complained)::int AS failures FROM (
       SELECT at_fault, ${COMPLAINED} AS complained FROM plugin_run r
       WHERE version_id = $1 AND (status = 'SUCCEEDED' OR at_fault = 'PLUGIN')
         AND started_at >= (SELECT changed_at FROM plugin_release WHERE version_id = $1)
       ORDER BY started_at DESC LIMIT $2) latest`,
    [versionId, count],
  );
  return rows[0] ?? { runs: 0, failures: 0 };
}
