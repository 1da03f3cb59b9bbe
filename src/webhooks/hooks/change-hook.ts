import type pg from 'pg';
import { inTransaction } from '../../storage/index.js';
import { webhookError } from '../webhooks.errors.js';
import { checkHook, type HookRequest, type Refusal } from './check-hook.js';
import { recordHookEvent } from './hook-events.js';
import type { NewSecret } from './hook-secrets.js';
import { insertSecrets } from './insert-secrets.js';
import { type HookParts, readCeiling } from './register-hook.js';

interface HookRow {
  id: string;
  appId: string;
  url: string;
  description: string;
  status: 'ACTIVE' | 'PAUSED';
  events: string[];
  documentHash: string;
}

const HOUR_MS = 3_600_000;

/** What an owner does to a hook afterwards. Each act locks the hook, changes it, and tells of it, in one transaction. */
export class ChangeHook {
  readonly #parts: HookParts;

  constructor(parts: HookParts) {
    this.#parts = parts;
  }

  /**
   * Deliveries that wait go to the new URL; those that were rendered keep their bytes.
   * @throws PublicError HOOK_NOT_FOUND
   */
  async update(appId: string, hookId: string, request: HookRequest): Promise<readonly Refusal[]> {
    const { pool, documents } = this.#parts;
    const ceiling = await readCeiling(pool, appId);
    return this.#change(appId, hookId, async (client, hook, now) => {
      // Filter and document are judged together, whichever of them changes.
      const source = request.document ?? (await documents.source(hook.documentHash));
      const whole = { ...request, events: request.events ?? hook.events, ...(source && { document: source }) };
      const { refusals, document } = checkHook(whole, ceiling, this.#parts);
      if (refusals.length > 0 || !document) return refusals;
      if (request.document !== undefined) await documents.keep(document);
      await client.query(
        `UPDATE hook SET url = COALESCE($2, url), description = COALESCE($3, description), events = $4, document_hash = $5,
           required_scopes = $6, concurrency_max = COALESCE($7, concurrency_max), rate_per_second = COALESCE($8, rate_per_second), updated_at = $9
         WHERE id = $1`,
        [
          hookId,
          request.url ?? null,
          request.description ?? null,
          whole.events,
          document.hash,
          JSON.stringify(document.required),
          request.concurrencyMax ?? null,
          request.ratePerSecond ?? null,
          new Date(now),
        ],
      );
      const told = { ...hook, url: request.url ?? hook.url, description: request.description ?? hook.description };
      await recordHookEvent(client, 'hook.updated', told, now, { changed: Object.keys(request).sort() });
      return [];
    });
  }

  /** @throws PublicError HOOK_NOT_FOUND, HOOK_STATE_CONFLICT when it stands still already */
  pause(appId: string, hookId: string): Promise<void> {
    return this.#change(appId, hookId, async (client, hook, now) => {
      if (hook.status === 'PAUSED') throw webhookError('HOOK_STATE_CONFLICT', { params: { status: hook.status } });
      await client.query("UPDATE hook SET status = 'PAUSED', paused_reason = 'OWNER', updated_at = $2 WHERE id = $1", [
        hookId,
        new Date(now),
      ]);
      await recordHookEvent(client, 'hook.paused', hook, now, { reason: 'OWNER' });
    });
  }

  /** What waited is due again by its own schedule. @throws PublicError HOOK_NOT_FOUND, HOOK_STATE_CONFLICT */
  resume(appId: string, hookId: string): Promise<void> {
    return this.#change(appId, hookId, async (client, hook, now) => {
      if (hook.status !== 'PAUSED') throw webhookError('HOOK_STATE_CONFLICT', { params: { status: hook.status } });
      await client.query("UPDATE hook SET status = 'ACTIVE', paused_reason = NULL, updated_at = $2 WHERE id = $1", [
        hookId,
        new Date(now),
      ]);
      await client.query('UPDATE hook_flow SET failures = 0 WHERE hook_id = $1', [hookId]);
      await recordHookEvent(client, 'hook.resumed', hook, now);
      await client.query("SELECT pg_notify('delivery_due', '')");
    });
  }

  /** Ends it for good, by its owner's wish alone; what waits is cancelled, the log stays. @throws PublicError HOOK_NOT_FOUND */
  delete(appId: string, hookId: string): Promise<void> {
    return this.#change(appId, hookId, async (client, hook, now) => {
      await client.query("UPDATE hook SET status = 'DELETED', updated_at = $2 WHERE id = $1", [hookId, new Date(now)]);
      await client.query(
        `UPDATE hook_delivery SET state = 'CANCELLED', reason = 'HOOK_DELETED', body = NULL, ended_at = $2
         WHERE hook_id = $1 AND state IN ('PENDING', 'SENDING')`,
        [hookId, new Date(now)],
      );
      await client.query('DELETE FROM hook_secret WHERE hook_id = $1', [hookId]);
      await recordHookEvent(client, 'hook.deleted', hook, now);
    });
  }

  /**
   * New keys sign first; the former ones sign along for `overlapHours`, 0 when one has leaked.
   * @throws PublicError HOOK_NOT_FOUND
   */
  rotateSecret(appId: string, hookId: string, overlapHours: number): Promise<readonly NewSecret[]> {
    const hours = Math.min(Math.max(overlapHours, 0), 168);
    return this.#change(appId, hookId, async (client, hook, now) => {
      const until = new Date(now + hours * HOUR_MS);
      await client.query(
        'UPDATE hook_secret SET expires_at = $2 WHERE hook_id = $1 AND (expires_at IS NULL OR expires_at > $2)',
        [hookId, until],
      );
      const secrets = this.#parts.secrets.make(hookId);
      await insertSecrets(client, hookId, secrets, now);
      await recordHookEvent(client, 'hook.secret_rotated', hook, now, { formerUntil: until.toISOString() });
      return secrets;
    });
  }

  /** Owner first, then id: another app's hook is simply not there. */
  #change<T>(
    appId: string,
    hookId: string,
    work: (client: pg.PoolClient, hook: HookRow, now: number) => Promise<T>,
  ): Promise<T> {
    const { pool, clock } = this.#parts;
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<HookRow>(
        `SELECT id, app_id AS "appId", url, description, status, events, document_hash AS "documentHash" FROM hook
         WHERE app_id = $1 AND id = $2 AND status <> 'DELETED' FOR UPDATE`,
        [appId, hookId],
      );
      if (!rows[0]) throw webhookError('HOOK_NOT_FOUND');
      return work(client, rows[0], clock.now());
    });
  }
}
