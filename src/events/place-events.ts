import type pg from 'pg';
import type { Clock } from '../kernel/clock.js';
import { inTransaction } from '../storage/index.js';
import { type EventTypeTable, typesForApps } from './event-types.js';
import { PLACE_EVENTS } from './place-events.sql.js';

/** An event in one app's feed, with the grant that opened it at that moment. */
export interface Placement {
  readonly eventId: string;
  readonly type: string;
  readonly appId: string;
  /** Whose consent opens it; `null` for the app's own affairs. */
  readonly customerId: string | null;
  readonly subjectId: string | null;
  /** `null`: an app's own event, and the app has never asked for a token of its own. */
  readonly grantId: string | null;
  /** Effective scopes of that grant; one object for all grants of a batch that hold the same. */
  readonly scopes: ReadonlySet<string>;
}

/** Called in the placing transaction, so that what follows from an event is queued exactly once. */
export type OnPlaced = (client: pg.PoolClient, placements: readonly Placement[], now: number) => Promise<void>;

export interface PlaceEventsParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly types: EventTypeTable;
  readonly onPlaced: OnPlaced;
  readonly batchMax?: number;
}

/** Any fixed number: of all processes one places at a time. */
const PLACER_LOCK = 7_305_011_012;

/** Moves committed events into the feeds. Any number of processes may call it; whoever finds the lock taken has nothing to do. */
export class PlaceEvents {
  readonly #parts: PlaceEventsParts;
  readonly #types: string;
  readonly #batchMax: number;

  constructor(parts: PlaceEventsParts) {
    this.#parts = parts;
    this.#batchMax = parts.batchMax ?? 500;
    this.#types = JSON.stringify(
      Object.entries(typesForApps(parts.types)).map(([type, { audience, scope }]) => ({
        type,
        audience,
        scope: scope ?? null,
      })),
    );
  }

  /** @returns how many events were taken: as many as a batch holds means that more may wait */
  async placeBatch(): Promise<{ taken: number; full: boolean }> {
    const { pool, clock, onPlaced } = this.#parts;
    const now = clock.now();
    const taken = await inTransaction(pool, async (client) => {
      const lock = await client.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS held', [PLACER_LOCK]);
      if (!lock.rows[0]?.held) return 0;
      const { rows } = await client.query<PlacedRow>({
        name: 'place_events',
        text: PLACE_EVENTS,
        values: [this.#batchMax, this.#types, new Date(now)],
      });
      const sets = new ScopeSets();
      const placements = rows.flatMap((row) => (row.event_id === null ? [] : [toPlacement(row, row.event_id, sets)]));
      if (placements.length > 0) await onPlaced(client, placements, now);
      await client.query("SELECT pg_notify('event_placed', '')");
      return rows[0]?.taken ?? 0;
    });
    return { taken, full: taken === this.#batchMax };
  }
}

interface PlacedRow {
  readonly taken: number;
  readonly event_id: string | null;
  readonly type: string;
  readonly app_id: string;
  readonly customer_id: string | null;
  readonly grant_id: string | null;
  readonly subject_id: string | null;
  readonly scopes: string;
}

/** One set for all places whose grants hold the same scopes. */
class ScopeSets {
  readonly #byText = new Map<string, ReadonlySet<string>>();

  /** @param text an array as PostgreSQL writes it; names of scopes need no quotes */
  of(text: string): ReadonlySet<string> {
    let set = this.#byText.get(text);
    if (!set) this.#byText.set(text, (set = new Set(text.slice(1, -1).split(',').filter(Boolean))));
    return set;
  }
}

function toPlacement(row: PlacedRow, eventId: string, sets: ScopeSets): Placement {
  return {
    eventId,
    type: row.type,
    appId: row.app_id,
    customerId: row.customer_id,
    subjectId: row.subject_id,
    grantId: row.grant_id,
    scopes: sets.of(row.scopes),
  };
}
