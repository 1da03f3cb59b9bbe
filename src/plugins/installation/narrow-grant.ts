import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { Grant, Installations } from '../../operation/index.js';
import { RUNS } from '../registry/release.js';

interface NarrowingRow {
  readonly scopes: string[];
  readonly wanted: string[];
  readonly account_ids: string[];
  readonly expires_ms: string;
  readonly payer: 'INSTALLER' | 'PUBLISHER';
  readonly publisher_id: string;
}

/**
 * What a plugin may do in one call: the caller's grant ∩ the installation's consent ∩ the version's own scopes, on accounts that
 * both the caller and the installation were given. Asked of the database each time: the end of an installation and the kill switch
 * hold from their commit on.
 */
export class NarrowGrant implements Installations {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  async narrow(grant: Grant, installationId: string): Promise<Grant | undefined> {
    const { rows } = await this.#pool.query<NarrowingRow>(
      `SELECT i.scopes, ARRAY(SELECT s.scope FROM plugin_scope s WHERE s.version_id = i.version_id) AS wanted, i.account_ids,
         (extract(epoch FROM i.expires_at) * 1000)::bigint::text AS expires_ms, v.payer, v.publisher_id
       FROM plugin_installation i JOIN plugin_version v ON v.id = i.version_id JOIN plugin_release r ON r.version_id = v.id
       WHERE i.id = $1 AND i.customer_id = $2 AND i.ended_at IS NULL AND i.expires_at > $3 AND r.status = ANY ($4)`,
      [installationId, grant.customerId, new Date(this.#clock.now()), RUNS],
    );
    const [row] = rows;
    return row && intersection(grant, row);
  }
}

function intersection(grant: Grant, row: NarrowingRow): Grant {
  const { accountIds } = grant;
  return {
    ...grant,
    scopes: new Set(row.scopes.filter((scope) => grant.scopes.has(scope) && row.wanted.includes(scope))),
    accountIds: accountIds === '*' ? row.account_ids : row.account_ids.filter((id) => accountIds.includes(id)),
    expiresAt: Math.min(grant.expiresAt, Number(row.expires_ms)),
    ...(row.payer === 'PUBLISHER' && { budget: { appId: row.publisher_id, customerId: null } }),
  };
}
