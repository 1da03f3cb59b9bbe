import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { webhookError } from '../webhooks.errors.js';
import { checkHook, type HookRequest, type HookRules, type Refusal } from './check-hook.js';
import type { HookDocument } from './hook-documents.js';
import { recordHookEvent } from './hook-events.js';
import type { HookSecrets, NewSecret } from './hook-secrets.js';
import { insertSecrets } from './insert-secrets.js';

export const HOOKS_MAX = 20;

export interface HookParts extends HookRules {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly secrets: HookSecrets;
}

export type NewHook = Required<Pick<HookRequest, 'url' | 'events' | 'document'>> & HookRequest;

export type RegisteredHook =
  | { readonly refusals: readonly Refusal[] }
  | { readonly hookId: string; readonly secrets: readonly NewSecret[]; readonly document: HookDocument };

/** Registers where an app's events go and what they look like. Hook, keys and event commit together. */
export class RegisterHook {
  readonly #parts: HookParts;

  constructor(parts: HookParts) {
    this.#parts = parts;
  }

  /** @throws PublicError HOOK_LIMIT_REACHED */
  async register(appId: string, request: NewHook): Promise<RegisteredHook> {
    const { pool, clock, secrets: keys, documents } = this.#parts;
    const ceiling = await readCeiling(pool, appId);
    const { refusals, document } = checkHook(request, ceiling, this.#parts);
    if (refusals.length > 0 || !document) return { refusals };
    await documents.keep(document);
    const hookId = newId();
    const secrets = keys.make(hookId);
    const now = clock.now();
    await inTransaction(pool, async (client) => {
      await refuseTooMany(client, appId);
      await insertHook(client, hookId, appId, request, document, now);
      await insertSecrets(client, hookId, secrets, now);
      const hook = { id: hookId, appId, url: request.url, description: request.description ?? '' };
      await recordHookEvent(client, 'hook.registered', hook, now, { events: request.events });
    });
    return { hookId, secrets, document };
  }
}

export async function readCeiling(pool: pg.Pool, appId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ ceiling: string[] }>('SELECT scope_ceiling AS ceiling FROM app WHERE id = $1', [
    appId,
  ]);
  return rows[0]?.ceiling ?? [];
}

/** The lock makes two registrations of one app count each other. */
async function refuseTooMany(client: pg.PoolClient, appId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('hooks/' || $1, 0))", [appId]);
  const { rows } = await client.query<{ hooks: number }>(
    "SELECT count(*)::int AS hooks FROM hook WHERE app_id = $1 AND status <> 'DELETED'",
    [appId],
  );
  if ((rows[0]?.hooks ?? 0) >= HOOKS_MAX) throw webhookError('HOOK_LIMIT_REACHED', { params: { max: HOOKS_MAX } });
}

async function insertHook(
  client: pg.PoolClient,
  id: string,
  appId: string,
  request: NewHook,
  document: HookDocument,
  now: number,
): Promise<void> {
  await client.query(
    `INSERT INTO hook (id, app_id, url, description, events, document_hash, required_scopes, status, concurrency_max, rate_per_second, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', $8, $9, $10, $10)`,
    [
      id,
      appId,
      request.url,
      request.description ?? '',
      request.events,
      document.hash,
      JSON.stringify(document.required),
      request.concurrencyMax ?? 8,
      request.ratePerSecond ?? 100,
      new Date(now),
    ],
  );
  await client.query('INSERT INTO hook_flow (hook_id) VALUES ($1)', [id]);
}
