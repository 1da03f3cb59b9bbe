import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../../storage/index.js';
import { checkReason } from '../check-reason.js';
import { privacyError } from '../privacy.errors.js';

/** Staff look at a request: is it this customer, does anything stand against it? What follows runs by itself. */
export class DecideRequest {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /**
   * @param reason of a refusal: the customer reads it (PIPL art. 50). `null` approves.
   * @throws PublicError PRIVACY_REQUEST_NOT_FOUND, PRIVACY_REASON_INVALID
   */
  async decide(personId: string, requestId: string, reason: string | null, by: ByKey = WITHOUT_KEY): Promise<void> {
    const text = reason === null ? null : checkReason(reason);
    const now = this.#clock.now();
    const act = { ...by, act: 'decidePrivacyRequest', input: { requestId, reason: text }, now };
    await inTransaction(this.#pool, (client) =>
      onceByKey(client, act, async () => {
        const { rows } = await client.query<{ customer_id: string; kind: string }>(
          `UPDATE privacy_request SET state = $2, decided_by = $3, decided_at = $4, reason = $5,
           ended_at = CASE WHEN $2 = 'REFUSED' THEN $4::timestamptz END
         WHERE id = $1 AND state = 'RECEIVED' RETURNING customer_id, kind`,
          [requestId, text === null ? 'APPROVED' : 'REFUSED', personId, new Date(now), text],
        );
        const decided = rows[0];
        if (!decided) throw privacyError('PRIVACY_REQUEST_NOT_FOUND');
        await recordEvents(client, [
          {
            type: text === null ? 'privacy.approved' : 'privacy.refused',
            customerId: decided.customer_id,
            subjectId: requestId,
            data: { kind: decided.kind, by: personId },
            at: now,
          },
        ]);
        return null;
      }),
    );
  }
}
