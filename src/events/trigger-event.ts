import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { inTransaction } from '../storage/index.js';
import type { EventTypeTable } from './event-types.js';
import { eventError } from './events.errors.js';
import { type NewEvent, recordEvents } from './record-events.js';

/**
 * Writes an event without what it tells of, so that an app can be tried: sandbox only, compose.ts wires it there alone.
 */
export class TriggerEvent {
  readonly #parts: { readonly pool: pg.Pool; readonly clock: Clock; readonly types: EventTypeTable };

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock; types: EventTypeTable }) {
    this.#parts = parts;
  }

  /**
   * @returns the event's id
   * @throws PublicError EVENT_TYPE_UNKNOWN
   */
  async trigger(event: Omit<NewEvent, 'at'>): Promise<string> {
    const { pool, clock, types } = this.#parts;
    if (!Object.hasOwn(types, event.type))
      throw eventError('EVENT_TYPE_UNKNOWN', { params: { type: event.type, known: Object.keys(types).join(', ') } });
    const [id = ''] = await inTransaction(pool, (client) => recordEvents(client, [{ ...event, at: clock.now() }]));
    return id;
  }

  /**
   * For people: names what it is about as they know it.
   *
   * @throws PublicError EVENT_TYPE_UNKNOWN, EVENT_TRIGGER_REFUSED when a name leads nowhere
   */
  async triggerFor({ type, data, ...named }: NamedEvent): Promise<string> {
    const { rows } = await this.#parts.pool.query<Subject>(SUBJECT, [
      named.account ?? null,
      named.customer ?? null,
      named.client ?? null,
    ]);
    const subject = rows[0];
    const missing = (['account', 'customer', 'client'] as const).find(
      (name) => named[name] !== undefined && !subject?.[name],
    );
    if (!subject || missing)
      throw eventError('EVENT_TRIGGER_REFUSED', {
        params: { reason: `no ${missing} is called ${named[missing ?? 'client']}` },
      });
    const { account: accountId, customer: customerId, client: appId } = subject;
    return this.trigger({ type, data, accountId, customerId, appId, subjectId: accountId ?? customerId ?? appId });
  }
}

export interface NamedEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Id or external reference. */
  readonly account?: string;
  /** Id or external reference; the account's when one is given. */
  readonly customer?: string;
  /** OAuth client id. */
  readonly client?: string;
}

interface Subject {
  readonly account: string | null;
  readonly customer: string | null;
  readonly client: string | null;
}

const SUBJECT = `
SELECT a.id AS account, COALESCE(a.customer_id, c.id) AS customer, p.id AS client
FROM (SELECT 1) always
LEFT JOIN account a ON $1 IN (a.id::text, a.external_ref)
LEFT JOIN customer c ON $2 IN (c.id::text, c.external_ref)
LEFT JOIN app p ON p.client_id = $3`;
