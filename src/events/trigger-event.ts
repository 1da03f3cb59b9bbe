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
}
