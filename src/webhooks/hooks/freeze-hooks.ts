import type pg from 'pg';
import { recordHookEvent } from './hook-events.js';
import type { HookSecrets } from './hook-secrets.js';
import { insertSecrets } from './insert-secrets.js';

interface FrozenHook {
  readonly id: string;
  readonly appId: string;
  readonly url: string;
  readonly description: string;
}

/**
 * Stops all hooks of an app in the caller's transaction and makes their secrets worthless: new ones take their place that
 * nobody was shown, so a hook that is resumed without a rotation sends what no receiver accepts.
 *
 * @returns how many hooks there are
 */
export async function freezeHooks(
  client: pg.PoolClient,
  secrets: HookSecrets,
  appId: string,
  now: number,
): Promise<number> {
  const at = new Date(now);
  const { rows } = await client.query<FrozenHook>(
    `UPDATE hook SET status = 'PAUSED', paused_reason = 'FROZEN', updated_at = $2 WHERE app_id = $1 AND status <> 'DELETED'
     RETURNING id, app_id AS "appId", url, description`,
    [appId, at],
  );
  for (const hook of rows) {
    await client.query('DELETE FROM hook_secret WHERE hook_id = $1', [hook.id]);
    await insertSecrets(client, hook.id, secrets.make(hook.id), now);
    await recordHookEvent(client, 'hook.paused', hook, now, { reason: 'FROZEN' });
  }
  return rows.length;
}
