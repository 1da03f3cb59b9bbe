import type pg from 'pg';
import { newId } from '../kernel/ids.js';
import { inTransaction } from '../storage/index.js';

export interface ActivitySignal {
  readonly customerId: string;
  readonly kind: 'LOGIN' | 'LOOK' | 'TRADE' | 'TICKET';
  /** What was looked at or traded. */
  readonly instrumentId?: string;
  /** Of a ticket: CLOSING when the customer asks how to leave. */
  readonly topic?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Remembers what customers do at the brokerage; a log-in also moves `customer.last_login_at`. Never goes to a partner. */
export class RecordActivity {
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
  }

  async record(signals: readonly ActivitySignal[]): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await client.query(
        `INSERT INTO activity_signal (id, customer_id, kind, instrument_id, topic, at)
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[])`,
        [
          signals.map(() => newId()),
          signals.map(({ customerId }) => customerId),
          signals.map(({ kind }) => kind),
          signals.map(({ instrumentId }) => instrumentId ?? null),
          signals.map(({ topic }) => topic ?? null),
          signals.map(({ at }) => new Date(at)),
        ],
      );
      const logins = signals.filter(({ kind }) => kind === 'LOGIN');
      await client.query(
        `UPDATE customer c SET last_login_at = greatest(c.last_login_at, l.at)
         FROM (SELECT id, max(at) AS at FROM unnest($1::uuid[], $2::timestamptz[]) AS t(id, at) GROUP BY id) l WHERE c.id = l.id`,
        [logins.map(({ customerId }) => customerId), logins.map(({ at }) => new Date(at))],
      );
    });
  }
}
