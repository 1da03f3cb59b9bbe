import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { type ByKey, inTransaction, onceByKey, WITHOUT_KEY } from '../../storage/index.js';
import { privacyError } from '../privacy.errors.js';

export type PrivacyRequestKind = 'EXPORT' | 'ERASURE';

/** PIPL art. 50 asks for a convenient way and gives no days; the GDPR's month (art. 12 (3)) is the customary promise. */
const DUE_MS = 30 * 86_400_000;

/** What a customer asks about their own data. One open request of each kind. */
export class FileRequest {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError PRIVACY_REQUEST_OPEN */
  async file(customerId: string, kind: PrivacyRequestKind, by: ByKey = WITHOUT_KEY): Promise<string> {
    const now = this.#clock.now();
    const act = { ...by, act: 'requestPrivacy', input: { customerId, kind }, now };
    return inTransaction(this.#pool, (client) =>
      onceByKey(client, act, async () => {
        const id = newId();
        const { rowCount } = await client.query(
          `INSERT INTO privacy_request (id, customer_id, kind, state, requested_at, due_at) VALUES ($1, $2, $3, 'RECEIVED', $4, $5)
         ON CONFLICT (customer_id, kind) WHERE state IN ('RECEIVED', 'APPROVED', 'RUNNING') DO NOTHING`,
          [id, customerId, kind, new Date(now), new Date(now + DUE_MS)],
        );
        if (rowCount === 0) throw privacyError('PRIVACY_REQUEST_OPEN');
        await recordEvents(client, [{ type: 'privacy.requested', customerId, subjectId: id, data: { kind }, at: now }]);
        return id;
      }),
    );
  }

  /** Until somebody approved it. @throws PublicError PRIVACY_REQUEST_NOT_FOUND */
  async cancel(customerId: string, requestId: string, by: ByKey = WITHOUT_KEY): Promise<void> {
    const now = this.#clock.now();
    const act = { ...by, act: 'cancelPrivacyRequest', input: { customerId, requestId }, now };
    await inTransaction(this.#pool, (client) =>
      onceByKey(client, act, async () => {
        const { rowCount } = await client.query(
          `UPDATE privacy_request SET state = 'CANCELLED', ended_at = $3 WHERE customer_id = $1 AND id = $2 AND state = 'RECEIVED'`,
          [customerId, requestId, new Date(now)],
        );
        if (rowCount === 0) throw privacyError('PRIVACY_REQUEST_NOT_FOUND');
        await recordEvents(client, [
          { type: 'privacy.cancelled', customerId, subjectId: requestId, data: {}, at: now },
        ]);
        return null;
      }),
    );
  }
}
