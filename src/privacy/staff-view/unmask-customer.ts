import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/ids.js';
import { inTransaction } from '../../storage/index.js';
import { checkReason } from '../check-reason.js';
import { privacyError } from '../privacy.errors.js';

/** As long as one conversation takes. */
const UNMASKED_MS = 15 * 60_000;

/**
 * Lifts the mask of one customer for one person and a quarter of an hour. The reason is recorded, with an event in the
 * customer's history, before anything can be seen; each reading is an operation with a record of its own on top.
 */
export class UnmaskCustomer {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError PRIVACY_REASON_INVALID, CUSTOMER_NOT_FOUND */
  async unmask(personId: string, customerId: string, reason: string): Promise<void> {
    const text = checkReason(reason);
    const now = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      const known = await client.query('SELECT FROM customer WHERE id = $1', [customerId]);
      if (known.rowCount === 0) throw privacyError('CUSTOMER_NOT_FOUND');
      const id = newId();
      await client.query(
        'INSERT INTO customer_unmasking (id, customer_id, person_id, reason, at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, customerId, personId, text, new Date(now), new Date(now + UNMASKED_MS)],
      );
      const data = { by: personId, minutes: UNMASKED_MS / 60_000 };
      await recordEvents(client, [{ type: 'privacy.unmasked', customerId, subjectId: id, data, at: now }]);
    });
  }
}
