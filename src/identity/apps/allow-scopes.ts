import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { type ScopeTable, scopesByAllowance } from '../../operation/schema/scope-table.js';
import { inTransaction, type KeyedAct, onceByKey } from '../../storage/index.js';
import { identityError } from '../identity.errors.js';
import { recordEvent } from '../identity.events.js';

export interface ScopeAllowance {
  /** Slug of the publisher. */
  readonly publisher: string;
  /** All that its apps may hold from now on, among the scopes that take an allowance; what is not here is withdrawn. */
  readonly scopes: readonly string[];
  readonly personId: string;
  readonly reason: string;
}

/**
 * What staff allow a publisher's apps among the scopes that take an allowance. An app's ceiling is the one rule that every door asks, so what
 * is withdrawn leaves all ceilings in the same transaction, and comes back to the apps that had it when it is allowed again.
 */
export class AllowScopes {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;
  readonly #scopes: readonly string[];

  /** @param parts.pool of the role openfolio_identity */
  constructor(parts: { pool: pg.Pool; clock: Clock; scopeTable: ScopeTable }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
    this.#scopes = scopesByAllowance(parts.scopeTable);
  }

  /** @throws PublicError APP_PUBLISHER_UNKNOWN, APP_SCOPE_INVALID, ALLOWANCE_REASON_MISSING */
  async allow(allowance: ScopeAllowance, once: KeyedAct): Promise<void> {
    const now = this.#clock.now();
    const reason = allowance.reason.trim();
    if (reason.length < 3) throw identityError('ALLOWANCE_REASON_MISSING');
    const unknown = allowance.scopes.find((scope) => !this.#scopes.includes(scope));
    if (unknown !== undefined)
      throw identityError('APP_SCOPE_INVALID', { params: { scope: unknown, reason: 'it takes no allowance' } });
    await inTransaction(this.#pool, (client) =>
      onceByKey(client, once, () => this.#change(client, { ...allowance, reason }, now)),
    );
  }

  async #change(client: pg.PoolClient, { publisher, scopes, personId, reason }: ScopeAllowance, now: number) {
    const publisherId = await lockPublisher(client, publisher);
    const former = await allowedScopes(client, publisherId);
    const added = scopes.filter((scope) => !former.includes(scope));
    const withdrawn = former.filter((scope) => !scopes.includes(scope));
    if (added.length === 0 && withdrawn.length === 0) return null;
    const at = new Date(now);
    await client.query('DELETE FROM publisher_scope WHERE publisher_id = $1 AND scope = ANY ($2)', [
      publisherId,
      withdrawn,
    ]);
    await client.query(
      'INSERT INTO publisher_scope (publisher_id, scope, allowed_by, reason, allowed_at) SELECT $1, s, $3, $4, $5 FROM unnest($2::text[]) s',
      [publisherId, added, personId, reason, at],
    );
    await client.query(
      'INSERT INTO publisher_scope_act (id, publisher_id, allowed, added, withdrawn, person_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [newId(), publisherId, scopes, added, withdrawn, personId, reason, at],
    );
    await client.query(WITHHOLD, [publisherId, this.#scopes.filter((scope) => !scopes.includes(scope)), at]);
    await client.query(GIVE_BACK, [publisherId, added, at]);
    for (const appId of await appsOf(client, publisherId)) {
      const data = { allowed: scopes, added, withdrawn, reason };
      await recordEvent(client, {
        type: 'app.scopes_allowed',
        appId,
        customerId: null,
        subjectId: appId,
        data,
        at: now,
      });
    }
    return null;
  }
}

interface Queryable {
  query<T extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<pg.QueryResult<T>>;
}

async function allowedScopes(client: Queryable, publisherId: string): Promise<string[]> {
  const { rows } = await client.query<{ scope: string }>('SELECT scope FROM publisher_scope WHERE publisher_id = $1', [
    publisherId,
  ]);
  return rows.map(({ scope }) => scope);
}

/** @throws PublicError APP_PUBLISHER_UNKNOWN */
async function lockPublisher(client: Queryable, slug: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM publisher WHERE slug = $1 FOR UPDATE', [slug]);
  if (!rows[0]) throw identityError('APP_PUBLISHER_UNKNOWN', { params: { slug } });
  return rows[0].id;
}

async function appsOf(client: Queryable, publisherId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "SELECT id FROM app WHERE publisher_id = $1 AND status <> 'DELETED' AND NOT first_party",
    [publisherId],
  );
  return rows.map(({ id }) => id);
}

/** One row per app and scope that it loses. */
const WITHHOLD = `
WITH lost AS (
  INSERT INTO app_withheld_scope (app_id, scope)
  SELECT a.id, s FROM app a, unnest(a.scope_ceiling) s WHERE a.publisher_id = $1 AND NOT a.first_party AND s = ANY ($2)
  ON CONFLICT DO NOTHING
)
UPDATE app SET scope_ceiling = ARRAY(SELECT s FROM unnest(scope_ceiling) s WHERE s <> ALL ($2)), updated_at = $3
WHERE publisher_id = $1 AND NOT first_party AND scope_ceiling && $2::text[]`;

const GIVE_BACK = `
WITH back AS (
  DELETE FROM app_withheld_scope w USING app a WHERE a.id = w.app_id AND a.publisher_id = $1 AND w.scope = ANY ($2) RETURNING w.app_id, w.scope
)
UPDATE app SET scope_ceiling = scope_ceiling || b.scopes, updated_at = $3
FROM (SELECT app_id, array_agg(scope) AS scopes FROM back GROUP BY app_id) b WHERE app.id = b.app_id`;
