import type pg from 'pg';
import type { z } from 'zod';
import type { Clock } from '../kernel/clock.js';
import { inTransaction } from '../storage/index.js';
import { type EventType, type EventTypeTable, typesForApps } from './event-types.js';
import { eventError } from './events.errors.js';
import { type NewEvent, recordEvents } from './record-events.js';
import { sampleFacts } from './sample-facts.js';

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
   * @throws PublicError EVENT_TYPE_UNKNOWN, EVENT_TRIGGER_REFUSED when the facts are not those of the type
   */
  async trigger(event: Omit<NewEvent, 'at'>): Promise<string> {
    const { pool, clock } = this.#parts;
    const facts = this.#type(event.type).data.safeParse(event.data);
    if (!facts.success) throw eventError('EVENT_TRIGGER_REFUSED', { params: { reason: mistakesIn(facts.error) } });
    const [id = ''] = await inTransaction(pool, (client) => recordEvents(client, [{ ...event, at: clock.now() }]));
    return id;
  }

  /**
   * For people: names what it is about as they know it; facts that are left out are samples.
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
    const known = this.#type(type);
    if (known.audience === 'INTERNAL' || (known.audience === 'APP' ? appId : customerId) === null)
      throw eventError('EVENT_TRIGGER_REFUSED', { params: { reason: NAMELESS[known.audience] } });
    const facts = data ?? sampleFacts(known);
    return this.trigger({
      type,
      data: facts,
      accountId,
      customerId,
      appId,
      subjectId: accountId ?? customerId ?? appId,
    });
  }

  #type(name: string): EventType {
    const { types } = this.#parts;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type) return type;
    throw eventError('EVENT_TYPE_UNKNOWN', {
      params: { type: name, known: Object.keys(typesForApps(types)).join(', ') },
    });
  }
}

/** An event that concerns nobody would reach nobody, and look like a fault of the receiver. */
const NAMELESS: Readonly<Record<EventType['audience'], string>> = {
  APP: 'this type is an affair of an app: name it with --client',
  INTERNAL: 'no app is told of this type',
  CONSENT: 'this type is about a customer: name one with --customer or --account',
};

function mistakesIn(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${['data', ...path].join('.')}: ${message}`).join('; ');
}

export interface NamedEvent {
  readonly type: string;
  readonly data?: Readonly<Record<string, unknown>>;
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
