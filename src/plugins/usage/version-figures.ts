import type pg from 'pg';

/** How a version fares, without a customer in it. */
export interface VersionFigures {
  readonly runs: number;
  readonly failures: number;
  readonly installs: number;
  /** Fuel of runs that gave a result; null without any. */
  readonly fuel: { readonly p50: string; readonly p90: string; readonly p99: string } | null;
  readonly failuresByPlace: readonly {
    readonly tool: string;
    readonly code: string;
    /** In the bundle; null where the engine knows none. Messages are not kept: they could quote what was read. */
    readonly place: string | null;
    readonly count: number;
    readonly lastAt: string;
  }[];
}

const PLACES_MAX = 50;

/** @param pool of the role openfolio_ops */
export class ReadVersionFigures {
  readonly #pool: pg.Pool;

  constructor({ pool }: { pool: pg.Pool }) {
    this.#pool = pool;
  }

  /** @returns `undefined` when the version is another publisher's */
  async read(publisherId: string, versionId: string): Promise<VersionFigures | undefined> {
    const { rows } = await this.#pool.query<{
      runs: number;
      failures: number;
      installs: number;
      fuel: string[] | null;
    }>(
      `SELECT count(r.id)::int AS runs, count(r.id) FILTER (WHERE r.at_fault = 'PLUGIN')::int AS failures,
         (SELECT count(*)::int FROM plugin_installation i WHERE i.version_id = v.id AND i.ended_at IS NULL) AS installs,
         percentile_disc(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY r.fuel_used) FILTER (WHERE r.status = 'SUCCEEDED')::text[] AS fuel
       FROM plugin_version v LEFT JOIN plugin_run r ON r.version_id = v.id WHERE v.id = $2 AND v.publisher_id = $1 GROUP BY v.id`,
      [publisherId, versionId],
    );
    const [found] = rows;
    if (!found) return undefined;
    const [p50 = '0', p90 = '0', p99 = '0'] = found.fuel ?? [];
    const { runs, failures, installs } = found;
    const fuel = found.fuel ? { p50, p90, p99 } : null;
    return { runs, failures, installs, fuel, failuresByPlace: await this.#places(versionId) };
  }

  async #places(versionId: string): Promise<VersionFigures['failuresByPlace']> {
    const { rows } = await this.#pool.query<VersionFigures['failuresByPlace'][number]>(
      `SELECT tool, code, place, count(*)::int AS count, to_jsonb(max(started_at)) #>> '{}' AS "lastAt" FROM plugin_run
       WHERE version_id = $1 AND at_fault = 'PLUGIN' GROUP BY tool, code, place ORDER BY count(*) DESC, tool, code LIMIT ${PLACES_MAX}`,
      [versionId],
    );
    return rows;
  }
}
