import type pg from 'pg';
import { operationError } from '../../operation/index.js';
import { pluginError } from '../plugins.errors.js';
import { RUNS } from '../registry/release.js';
import type { BegunRun } from './run-log.js';

/**
 * No result leaves after the end of its installation or version, nor once another stands at the extension point: the rows are held
 * until the commit. Nor does one go to a caller whose consent ended, or whose app was stopped, while the tool ran.
 *
 * @throws PublicError PLUGIN_WITHDRAWN, GRANT_NOT_ACTIVE
 */
export async function insistOnStanding(
  client: pg.PoolClient,
  { installation, version, tool, grantId }: BegunRun,
): Promise<void> {
  const { rowCount } = installation
    ? await client.query(
        `SELECT 1 FROM plugin_installation i, plugin_release r
         WHERE i.id = $1 AND i.ended_at IS NULL AND r.version_id = $2 AND r.status = ANY ($3) FOR SHARE`,
        [installation.id, version.id, RUNS],
      )
    : await client.query(
        `SELECT 1 FROM plugin_extension e JOIN plugin_release r ON r.version_id = e.version_id
         WHERE e.target = $1 AND r.version_id = $2 AND r.status = ANY ($3) FOR SHARE`,
        [tool.manifest.target ?? 'tool', version.id, RUNS],
      );
  if (rowCount === 0)
    throw pluginError('PLUGIN_WITHDRAWN', {
      params: { name: version.name, version: version.version, status: 'it ended during the run' },
    });
  // Read without a lock: all runs of an app would queue up for its row, and the instant of reading is what counts.
  const caller = await client.query(
    `SELECT FROM access_grant g JOIN app a ON a.id = g.app_id
     WHERE g.id = $1 AND g.revoked_at IS NULL AND a.status = 'APPROVED'`,
    [grantId],
  );
  if (caller.rowCount === 0) throw operationError('GRANT_NOT_ACTIVE');
}
