import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
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
  async file(customerId: string, kind: PrivacyRequestKind): Promise<string> {
    const now = this.#clock.now();
    return inTransaction(this.#pool, async (client) => {
      const id = newId();
      const { rowCount } = await client.query(
        `INSERT INTO privacy_request (id, customer_id, kind, state, requested_at, due_at) VALUES ($1, $2, $3, 'RECEIVED', $4, $5)
         ON CONFLICT (customer_id, kind) WHERE state IN ('RECEIVED', 'APPROVED', 'RUNNING') DO NOTHING`,
        [id, customerId, kind, new Date(now), new Date(now + DUE_MS)],
      );
      if (rowCount === 0) throw privacyError('PRIVACY_REQUEST_OPEN');
      await recordEvents(client, [{ type: 'privacy.requested', customerId, subjectId: id, data: { kind }, at: now }]);
      return id;
    });
  }

  /** Until somebody approved it. @throws PublicError PRIVACY_REQUEST_NOT_FOUND */
  async cancel(customerId: string, requestId: string): Promise<void> {
    const now = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE privacy_request SET state = 'CANCELLED', ended_at = $3 WHERE customer_id = $1 AND id = $2 AND state = 'RECEIVED'`,
        [customerId, requestId, new Date(now)],
      );
      if (rowCount === 0) throw privacyError('PRIVACY_REQUEST_NOT_FOUND');
      await recordEvents(client, [{ type: 'privacy.cancelled', customerId, subjectId: requestId, data: {}, at: now }]);
    });
  }
}
