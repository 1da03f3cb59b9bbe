import type pg from 'pg';
import { recordEvents } from '../events/index.js';
import { freezeHooks, type HookSecrets } from '../webhooks/index.js';

export interface StoppedApp {
  readonly id: string;
  readonly clientId: string;
  readonly status: string;
  /** Public keys of a confidential client; null for a public one. */
  readonly jwks: unknown;
}

/**
 * All that takes effect at once, in the caller's transaction; few rows however many customers the app has. The deny feed ends
 * the tokens in every process, the status ends grants, refreshes and deliveries, the keys and secrets are worthless.
 *
 * @returns how many hooks stopped
 */
export async function stopApp(
  client: pg.PoolClient,
  secrets: HookSecrets,
  app: StoppedApp,
  now: number,
): Promise<number> {
  const at = new Date(now);
  await client.query(
    `UPDATE app SET status = 'SUSPENDED', updated_at = $2,
       metadata = CASE WHEN metadata ? 'jwks' THEN jsonb_set(metadata, '{jwks}', '{"keys": []}') ELSE metadata END WHERE id = $1`,
    [app.id, at],
  );
  await client.query('INSERT INTO grant_revocation (app_id, at) VALUES ($1, $2)', [app.id, at]);
  const hooks = await freezeHooks(client, secrets, app.id, now);
  if (app.status !== 'SUSPENDED') {
    const data = { clientId: app.clientId, from: app.status, to: 'SUSPENDED' };
    await recordEvents(client, [{ type: 'app.status_changed', appId: app.id, subjectId: app.id, at: now, data }]);
  }
  return hooks;
}

/** Locks the app's row, so that of two acts on one app the second sees what the first did. */
export async function lockApp(client: pg.PoolClient, clientId: string): Promise<StoppedApp | undefined> {
  const { rows } = await client.query<StoppedApp>(
    `SELECT id, client_id AS "clientId", status, metadata->'jwks' AS jwks FROM app
     WHERE client_id = $1 AND NOT first_party AND status <> 'DELETED' FOR UPDATE`,
    [clientId],
  );
  return rows[0];
}
