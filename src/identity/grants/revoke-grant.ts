import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { recordEvent } from '../identity.events.js';
import { announceEnd } from './end-grant.js';

export type RevokedBy = 'CUSTOMER' | 'APP' | 'STAFF' | 'SECURITY';

export interface Revocation {
  readonly grantId: string;
  readonly revokedBy: RevokedBy;
  /** Set when a customer asks: another customer's grant then is simply not there. */
  readonly customerId?: string;
}

/** Ends a grant: the row, the deny feed and the event `grant.revoked` commit together. The next request is refused. */
export class RevokeGrant {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @returns false when no live grant of this id is in reach: missing, foreign and already ended look alike */
  async revoke(revocation: Revocation): Promise<boolean> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<{ app_id: string; customer_id: string | null; scopes: string[] }>(
        `UPDATE access_grant SET revoked_at = $2, revoked_by = $3
         WHERE id = $1 AND revoked_at IS NULL AND ($4::uuid IS NULL OR customer_id = $4)
         RETURNING app_id, customer_id, scopes`,
        [revocation.grantId, new Date(now), revocation.revokedBy, revocation.customerId ?? null],
      );
      const ended = rows[0];
      if (!ended) return false;
      await announceEnd(client, revocation.grantId, now);
      await recordEvent(client, {
        type: 'grant.revoked',
        appId: ended.app_id,
        customerId: ended.customer_id,
        subjectId: revocation.grantId,
        data: { revokedBy: revocation.revokedBy, scopes: ended.scopes },
        at: now,
      });
      return true;
    });
  }
}
