import type { OperationRecord, OperationSigns, OperationWatch } from '../../operation/index.js';
import type { LogIn, Look, RecordActivity } from './record-activity.js';

const HOUR_MS = 3_600_000;

/** An operation that names more than these is no look at one thing. */
const NAMED_MAX = 4;

/** What was read of the one instrument. */
const LOOKED_AT = ['Instrument', 'Quote', 'PriceSeries', 'PriceBar'] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Collects what customers do, in memory, and adds it to the shared signals now and then. It sees an operation after its record is
 * durable and its answer decided, so it costs a reader nothing but a few comparisons and, for a look, one entry of a map; which
 * of the named things are instruments is asked of the database once per batch. A process that crashes loses the
 * last seconds of signals, never a record.
 */
export class ActivityBuffer implements OperationWatch {
  readonly #record: Pick<RecordActivity, 'record'>;
  readonly #entriesMax: number;
  #logIns = new Map<string, LogIn>();
  #looks = new Map<string, Look>();

  /** @param parts.entriesMax beyond these further looks are let go: signals must not cost the platform its memory */
  constructor(parts: { record: Pick<RecordActivity, 'record'>; entriesMax?: number }) {
    this.#record = parts.record;
    this.#entriesMax = parts.entriesMax ?? 50_000;
  }

  /** Looks of customers alone: what hooks, plugins and people of the staff read is none, nor what was refused. */
  observe({ cause, customerId, personId, outcome, rowCounts, at }: OperationRecord, { named }: OperationSigns): void {
    if (cause !== 'LIVE' || customerId === null || personId !== null || outcome !== 'OK') return;
    if (named.length === 0 || named.length > NAMED_MAX) return;
    if (!LOOKED_AT.some((type) => rowCounts[type])) return;
    const key = `${customerId} ${Math.floor(at / HOUR_MS)} ${named.join(' ')}`;
    if (this.#looks.has(key) || this.#looks.size >= this.#entriesMax) return;
    this.#looks.set(key, { customerId, named: named.filter((id) => UUID.test(id)), at });
  }

  /** A customer signed in, or answered an app's request in person. */
  customerPresent(customerId: string, at: number): void {
    this.#logIns.set(`${customerId} ${Math.floor(at / HOUR_MS)}`, { customerId, at });
  }

  /** Adds what was collected. What could not be added is kept for the next time. */
  async flush(): Promise<void> {
    const [logIns, looks] = [this.#logIns, this.#looks];
    if (logIns.size === 0 && looks.size === 0) return;
    this.#logIns = new Map();
    this.#looks = new Map();
    try {
      await this.#record.record({ logIns: [...logIns.values()], looks: [...looks.values()] });
    } catch (error) {
      this.#logIns = new Map([...logIns, ...this.#logIns]);
      this.#looks = new Map([...looks, ...this.#looks].slice(0, this.#entriesMax));
      throw error;
    }
  }
}
