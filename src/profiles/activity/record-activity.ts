import type pg from 'pg';
import { inTransaction } from '../../storage/index.js';

/** A customer was here in person. */
export interface LogIn {
  readonly customerId: string;
  /** Epoch ms. */
  readonly at: number;
}

/** An operation for a customer, and what it named; a look if exactly one instrument is among that. */
export interface Look extends LogIn {
  /** UUIDs of anything. */
  readonly named: readonly string[];
}

/**
 * Remembers what customers do at the brokerage, never for a partner. A signal is kept by the hour, once for each customer and
 * instrument: coarse enough to tell no story of a day, and an app that asks every second weighs no more than a customer who asks once.
 */
export class RecordActivity {
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
  }

  /** A log-in also moves `customer.last_login_at`. All or nothing; what is known already changes nothing. */
  async record({ logIns = [], looks = [] }: { logIns?: readonly LogIn[]; looks?: readonly Look[] }): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      if (logIns.length > 0) await client.query(ADD_LOG_INS, [JSON.stringify(logIns.map(rowOf))]);
      if (looks.length > 0) await client.query(ADD_LOOKS, [JSON.stringify(looks.map(rowOf))]);
    });
  }
}

function rowOf<T extends LogIn>({ at, ...signal }: T) {
  return { ...signal, at: new Date(at) };
}

/** In the order of their keys, so that two processes wait for each other instead of blocking each other. */
const ADD_LOG_INS = `
WITH told AS (
  SELECT "customerId" AS id, max(at) AS at FROM jsonb_to_recordset($1::jsonb) AS t("customerId" uuid, at timestamptz) GROUP BY 1, date_trunc('hour', at)
), kept AS (
  INSERT INTO activity_signal (id, customer_id, kind, at)
  SELECT gen_random_uuid(), c.id, 'LOGIN', date_trunc('hour', told.at) FROM told JOIN customer c ON c.id = told.id ORDER BY c.id, told.at
  ON CONFLICT DO NOTHING
)
UPDATE customer c SET last_login_at = latest.at
FROM (SELECT id, max(at) AS at FROM told GROUP BY id) latest
WHERE c.id = latest.id AND (c.last_login_at IS NULL OR c.last_login_at < latest.at)`;

/** An operation that names several instruments is a list, not a look at one of them. */
const ADD_LOOKS = `
INSERT INTO activity_signal (id, customer_id, kind, instrument_id, at)
SELECT gen_random_uuid(), c.id, 'LOOK', looked.instrument, date_trunc('hour', l.at)
FROM jsonb_to_recordset($1::jsonb) AS l("customerId" uuid, named uuid[], at timestamptz)
JOIN customer c ON c.id = l."customerId"
CROSS JOIN LATERAL (SELECT min(i.id::text)::uuid AS instrument FROM instrument i WHERE i.id = ANY (l.named) HAVING count(*) = 1) looked
GROUP BY c.id, looked.instrument, date_trunc('hour', l.at) ORDER BY c.id, looked.instrument
ON CONFLICT DO NOTHING`;
