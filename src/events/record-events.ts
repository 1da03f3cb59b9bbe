import { newId } from '../kernel/ids.js';

export interface NewEvent {
  readonly type: string;
  readonly customerId?: string | null;
  /** Set when exactly one account is concerned: only apps that were given that account see it. */
  readonly accountId?: string | null;
  /** The app whose own affair it is. */
  readonly appId?: string | null;
  /** The row that it is about. */
  readonly subjectId?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  readonly at: number;
}

interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * Writes events into the caller's transaction, where the change itself stands: both commit or neither.
 *
 * @returns their ids, in order
 */
export async function recordEvents(client: Queryable, events: readonly NewEvent[]): Promise<string[]> {
  const ids = events.map(() => newId());
  await client.query(
    `INSERT INTO event (id, type, customer_id, account_id, app_id, subject_id, data, occurred_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::jsonb[], $8::timestamptz[])`,
    [
      ids,
      events.map(({ type }) => type),
      events.map(({ customerId }) => customerId ?? null),
      events.map(({ accountId }) => accountId ?? null),
      events.map(({ appId }) => appId ?? null),
      events.map(({ subjectId }) => subjectId ?? null),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ at }) => new Date(at)),
    ],
  );
  return ids;
}
