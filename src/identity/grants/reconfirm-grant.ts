import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { recordEvent } from '../identity.events.js';
import { reconfirmBy } from './consent-terms.js';

export interface Reconfirmation {
  readonly grantId: string;
  /** Another customer's grant is simply not there. */
  readonly customerId: string;
}

interface ReconfirmedRow {
  app_id: string;
  scopes: string[];
  expires_at: Date;
  reconfirm_by: Date;
}

/**
 * The customer says "go on": the next reconfirmation is 90 days away, or the consent's end if that is sooner. Rights,
 * accounts and the end stay as they were consented to; whatever shall be more or longer is a new consent.
 * Gateways need no word of it: a grant that is due is kept by none of them.
 */
export class ReconfirmGrant {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(dependencies: { pool: pg.Pool; clock: Clock }) {
    this.#pool = dependencies.pool;
    this.#clock = dependencies.clock;
  }

  /** @returns epoch ms until which it holds now; `undefined` when no live grant of this id is in reach */
  async reconfirm({ grantId, customerId }: Reconfirmation): Promise<number | undefined> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const { rows } = await client.query<ReconfirmedRow>(
        `UPDATE access_grant SET reconfirm_by = LEAST($3, expires_at), end_announced_at = NULL
         WHERE id = $1 AND customer_id = $2 AND revoked_at IS NULL AND expires_at > $4 AND reconfirm_by IS NOT NULL
         RETURNING app_id, scopes, expires_at, reconfirm_by`,
        [grantId, customerId, new Date(reconfirmBy(now, Number.POSITIVE_INFINITY)), new Date(now)],
      );
      const grant = rows[0];
      if (!grant) return undefined;
      await recordEvent(client, {
        type: 'grant.reconfirmed',
        appId: grant.app_id,
        customerId,
        subjectId: grantId,
        data: {
          scopes: grant.scopes,
          reconfirmBy: grant.reconfirm_by.toISOString(),
          expiresAt: grant.expires_at.toISOString(),
        },
        at: now,
      });
      return grant.reconfirm_by.getTime();
    });
  }
}
