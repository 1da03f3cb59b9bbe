import type pg from 'pg';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { recordHookEvent } from '../hooks/hook-events.js';
import type { ClaimedDelivery } from './claim-deliveries.js';
import { GroupWrites } from './group-writes.js';
import type { Verdict } from './judge-outcome.js';

/** What becomes of a delivery after this turn. */
export interface Settlement {
  readonly delivery: ClaimedDelivery;
  readonly state: 'PENDING' | 'DELIVERED' | 'FAILED' | 'CANCELLED' | 'WITHHELD';
  readonly reason: string | null;
  /** When it is due again; for PENDING. */
  readonly nextAt: number;
  readonly at: number;
  readonly durationMs: number;
  /** Absent when nothing was tried: cancelled, withheld or postponed. */
  readonly attempt?: Verdict;
  /** The hook stands still from now on. */
  readonly pause?: 'EXHAUSTED' | 'GONE';
}

/**
 * Writes what happened: the attempt and the delivery's next state in one transaction, many of them at once. Only after
 * the receiver answered, so a crash in between repeats a delivery and never loses one.
 */
export class SettleDeliveries {
  readonly #pool: pg.Pool;
  readonly #settlements: GroupWrites<Settlement>;
  readonly #bodies: GroupWrites<NewBody>;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
    this.#settlements = new GroupWrites({ write: (items) => this.#settle(items) });
    this.#bodies = new GroupWrites({ write: (items) => this.#keep(items) });
  }

  settle(settlement: Settlement): Promise<void> {
    return this.#settlements.add(settlement);
  }

  /**
   * Stores the bytes of a payload before they leave for the first time.
   *
   * @returns the bytes to send: those of another process when it was faster; `undefined` when the delivery has ended meanwhile
   */
  async keepBody(id: string, grantId: string, body: string): Promise<string | undefined> {
    const item: NewBody = { id, grantId, body, kept: undefined };
    await this.#bodies.add(item);
    return item.kept;
  }

  async #keep(items: readonly NewBody[]): Promise<void> {
    const { rows } = await this.#pool.query<{ id: string; body: string }>({
      name: 'keep_bodies',
      text: `UPDATE hook_delivery d SET body = COALESCE(d.body, n.body), grant_id = n.grant_id
             FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS n(id, grant_id, body)
             WHERE d.id = n.id AND d.state = 'SENDING' RETURNING d.id, d.body`,
      values: [items.map(({ id }) => id), items.map(({ grantId }) => grantId), items.map(({ body }) => body)],
    });
    const kept = new Map(rows.map(({ id, body }) => [id, body]));
    for (const item of items) item.kept = kept.get(item.id);
  }

  /** Again after a deadlock: nothing of it was written, and what was sent must not be sent once more for that. */
  async #settle(items: readonly Settlement[], retries = 3): Promise<void> {
    try {
      await inTransaction(this.#pool, async (client) => {
        await insertAttempts(client, items);
        await updateDeliveries(client, items);
        await updateFlow(client, items);
        for (const item of items) if (item.pause) await pauseHook(client, item, item.pause);
      });
    } catch (error) {
      if (retries === 0 || (error as { code?: string }).code !== DEADLOCK) throw error;
      await this.#settle(items, retries - 1);
    }
  }
}

interface NewBody {
  readonly id: string;
  readonly grantId: string;
  readonly body: string;
  kept: string | undefined;
}

/** SQLSTATE. */
const DEADLOCK = '40P01';

async function insertAttempts(client: pg.PoolClient, items: readonly Settlement[]): Promise<void> {
  const tried = items.flatMap((item) => (item.attempt ? [{ ...item, attempt: item.attempt }] : []));
  if (tried.length === 0) return;
  await client.query({
    name: 'insert_attempts',
    text: `INSERT INTO hook_attempt (id, delivery_id, app_id, number, at, outcome, http_status, duration_ms, detail)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::timestamptz[], $6::text[], $7::int[], $8::int[], $9::text[])`,
    values: [
      tried.map(() => newId()),
      tried.map(({ delivery }) => delivery.id),
      tried.map(({ delivery }) => delivery.appId),
      tried.map(({ delivery }) => delivery.attempts + 1),
      tried.map(({ at }) => new Date(at)),
      tried.map(({ attempt }) => attempt.outcome),
      tried.map(({ attempt }) => attempt.httpStatus),
      tried.map(({ durationMs }) => durationMs),
      tried.map(({ attempt }) => attempt.detail),
    ],
  });
}

/** A delivery that was cancelled while it was on its way stays cancelled; its attempt is in the log. */
async function updateDeliveries(client: pg.PoolClient, items: readonly Settlement[]): Promise<void> {
  await client.query({
    name: 'settle_deliveries',
    text: `UPDATE hook_delivery d SET state = n.state, reason = n.reason, next_at = n.next_at, tries = d.tries + n.tried, attempts = d.attempts + n.tried,
             body = CASE WHEN n.state = 'CANCELLED' THEN NULL ELSE d.body END, ended_at = CASE WHEN n.state <> 'PENDING' THEN n.at END
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::timestamptz[]) AS n(id, state, reason, next_at, tried, at)
           WHERE d.id = n.id AND d.state = 'SENDING'`,
    values: [
      items.map(({ delivery }) => delivery.id),
      items.map(({ state }) => state),
      items.map(({ reason }) => reason),
      items.map(({ nextAt }) => new Date(nextAt)),
      items.map(({ attempt }) => (attempt ? 1 : 0)),
      items.map(({ at }) => new Date(at)),
    ],
  });
}

/** Rows in the order of their keys, so that two processes can't wait for each other. */
async function updateFlow(client: pg.PoolClient, items: readonly Settlement[]): Promise<void> {
  const changed = new Map<string, boolean>();
  for (const { delivery, attempt } of items)
    if (attempt && attempt.outcome !== 'RENDER_FAILED') changed.set(delivery.hookId, attempt.outcome === 'DELIVERED');
  const hookIds = [...changed.keys()].sort();
  await client.query({
    name: 'hook_flow_after',
    text: `UPDATE hook_flow f SET failures = CASE WHEN n.delivered THEN 0 ELSE f.failures + 1 END
           FROM (SELECT * FROM unnest($1::uuid[], $2::boolean[]) AS n(hook_id, delivered)) n
           WHERE f.hook_id = n.hook_id AND NOT (n.delivered AND f.failures = 0)`,
    values: [hookIds, hookIds.map((id) => changed.get(id) ?? true)],
  });
}

/** Paused, never deleted; the owner is told at every door. */
async function pauseHook(
  client: pg.PoolClient,
  { delivery, at }: Settlement,
  reason: 'EXHAUSTED' | 'GONE',
): Promise<void> {
  const { rows } = await client.query<{ url: string; description: string }>(
    `UPDATE hook SET status = 'PAUSED', paused_reason = $2, updated_at = $3 WHERE id = $1 AND status = 'ACTIVE' RETURNING url, description`,
    [delivery.hookId, reason, new Date(at)],
  );
  const hook = rows[0];
  if (hook)
    await recordHookEvent(client, 'hook.paused', { id: delivery.hookId, appId: delivery.appId, ...hook }, at, {
      reason,
    });
}
