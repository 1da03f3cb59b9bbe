import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';

export const MESSAGE_CHOICES = ['PERSONALISED', 'GENERAL', 'NONE'] as const;
export type MessageChoice = (typeof MESSAGE_CHOICES)[number];

/**
 * A customer's choice: messages chosen by what is known of them, only those that go to everybody, or none. Counts from the next message
 * on, also for those that were chosen and wait. Source: PIPL art. 24.
 */
export class ChooseMessages {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  async choose(customerId: string, messages: MessageChoice): Promise<void> {
    const at = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      await client.query(
        `INSERT INTO marketing_preference (customer_id, messages, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (customer_id) DO UPDATE SET messages = EXCLUDED.messages, changed_at = EXCLUDED.changed_at`,
        [customerId, messages, new Date(at)],
      );
      await recordEvents(client, [{ type: 'customer.messages_chosen', customerId, data: { messages }, at }]);
    });
  }
}
