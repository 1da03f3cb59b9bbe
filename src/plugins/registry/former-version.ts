import type pg from 'pg';
import type { ReleaseStatus } from './release.js';

const SEEN_BY_CUSTOMERS: readonly ReleaseStatus[] = ['STAGED', 'LISTED', 'SUSPENDED', 'DEPRECATED'];

/** The newest version below this one that customers have or had: what an update is compared with. */
export async function formerVersion(pool: pg.Pool, versionId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT old.id FROM plugin_version v JOIN plugin_version old ON old.plugin_id = v.plugin_id AND old.semver < v.semver
       JOIN plugin_release r ON r.version_id = old.id
     WHERE v.id = $1 AND r.status = ANY ($2) ORDER BY old.semver DESC LIMIT 1`,
    [versionId, SEEN_BY_CUSTOMERS],
  );
  return rows[0]?.id;
}
