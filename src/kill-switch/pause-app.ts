import type pg from 'pg';
import { recordEvents } from '../events/index.js';

type Status = 'APPROVED' | 'SUSPENDED';

/**
 * The reversible half of the kill switch, for those who may be wrong: everything of the app is refused from the commit on, and
 * nothing that it would need afterwards is destroyed. In the caller's transaction, of the role openfolio_ops.
 *
 * @returns whether it was running
 */
export async function pauseApp(client: pg.PoolClient, appId: string, now: number): Promise<boolean> {
  const clientId = await lockedAs(client, appId, 'APPROVED');
  if (clientId === undefined) return false;
  await client.query('INSERT INTO grant_revocation (app_id, at) VALUES ($1, $2)', [appId, new Date(now)]);
  await change(client, { appId, clientId, from: 'APPROVED', to: 'SUSPENDED', now });
  return true;
}

/** Lets it go on with the consents and keys that it had. An app that people froze stays frozen. */
export async function resumeApp(client: pg.PoolClient, appId: string, now: number): Promise<void> {
  const clientId = await lockedAs(client, appId, 'SUSPENDED');
  if (clientId === undefined) return;
  const { rowCount } = await client.query("SELECT FROM app_freeze WHERE app_id = $1 AND state = 'FROZEN'", [appId]);
  if (rowCount === 0) await change(client, { appId, clientId, from: 'SUSPENDED', to: 'APPROVED', now });
}

/** Before anything else is asked: of two acts on one app the second sees what the first did. */
async function lockedAs(client: pg.PoolClient, appId: string, status: Status): Promise<string | undefined> {
  const { rows } = await client.query<{ client_id: string }>(
    'SELECT client_id FROM app WHERE id = $1 AND status = $2 AND NOT first_party FOR UPDATE',
    [appId, status],
  );
  return rows[0]?.client_id;
}

async function change(
  client: pg.PoolClient,
  { appId, clientId, from, to, now }: { appId: string; clientId: string; from: Status; to: Status; now: number },
): Promise<void> {
  await client.query('UPDATE app SET status = $2, updated_at = $3 WHERE id = $1', [appId, to, new Date(now)]);
  const data = { clientId, from, to };
  await recordEvents(client, [{ type: 'app.status_changed', appId, subjectId: appId, at: now, data }]);
}
