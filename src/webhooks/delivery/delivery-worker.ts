import type { EventSignals, PlaceEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { ClaimDeliveries } from './claim-deliveries.js';
import type { Deliver } from './deliver.js';

export interface DeliveryWorkerParts {
  readonly place: PlaceEvents;
  readonly claim: ClaimDeliveries;
  readonly deliver: Deliver;
  readonly signals: EventSignals;
  readonly clock: Clock;
  /** Told of what kept it from working, e.g. a database that is away; it goes on by itself. */
  readonly onError: (error: unknown) => void;
  readonly inFlightMax?: number;
  /** Longer than a try can take: 15 s of sending, and the waits around it. */
  readonly leaseMs?: number;
  /** How long it sleeps without a signal. */
  readonly pollMs?: number;
  /** How long free places are gathered before they are filled: one claim for many instead of one for each that ends. */
  readonly gatherMs?: number;
}

/**
 * Places events and sends what is due; any number of processes may run one. All that it knows stands in the database, so it may die
 * at any point: what it had leased comes back when the lease ends.
 */
export class DeliveryWorker {
  readonly #parts: Required<DeliveryWorkerParts>;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #undo: (() => void)[] = [];
  #loops: Promise<unknown> | undefined;
  #stopped = false;
  readonly #wakers = new Set<() => void>();

  constructor(parts: DeliveryWorkerParts) {
    this.#parts = { inFlightMax: 512, leaseMs: 45_000, pollMs: 1000, gatherMs: 10, ...parts };
  }

  start(): void {
    const placing = this.#alarm('event_recorded');
    const sending = this.#alarm('delivery_due');
    const again = this.#gathered(sending.ring);
    this.#loops = Promise.all([
      this.#loop(placing, () => this.#placeAll()),
      this.#loop(sending, () => this.#sendDue(again)),
    ]);
  }

  /** Takes nothing new and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#undo) undo();
    for (const wake of this.#wakers) wake();
    await this.#loops;
    await Promise.all(this.#inFlight);
  }

  async #placeAll(): Promise<void> {
    for (let full = true; full && !this.#stopped; ) ({ full } = await this.#parts.place.placeBatch());
  }

  /** @param again rings when something ended: its endpoint may take the next one */
  async #sendDue(again: () => void): Promise<void> {
    const { claim, clock, inFlightMax, leaseMs } = this.#parts;
    for (let claimed = 1; claimed > 0 && !this.#stopped; ) {
      const free = inFlightMax - this.#inFlight.size;
      if (free <= 0) return;
      const deliveries = await claim.claim(clock.now(), free, leaseMs);
      claimed = deliveries.length;
      for (const delivery of deliveries) {
        const turn: Promise<void> = this.#parts.deliver
          .turn(delivery)
          .catch(this.#parts.onError)
          .finally(() => {
            this.#inFlight.delete(turn);
            again();
          });
        this.#inFlight.add(turn);
      }
    }
  }

  /** Rings once for all calls within `gatherMs`. */
  #gathered(ring: () => void): () => void {
    let waiting = false;
    return () => {
      if (waiting) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        ring();
      }, this.#parts.gatherMs);
    };
  }

  async #loop(alarm: Alarm, work: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      alarm.reset();
      try {
        await work();
      } catch (error) {
        this.#parts.onError(error);
        await alarm.wait(this.#parts.pollMs);
        continue;
      }
      await alarm.wait(this.#parts.pollMs);
    }
  }

  #alarm(topic: 'event_recorded' | 'delivery_due'): Alarm {
    const alarm = new Alarm();
    this.#undo.push(this.#parts.signals.on(topic, alarm.ring));
    this.#wakers.add(alarm.ring);
    return alarm;
  }
}

/** Remembers a ring until the next reset, so that none is lost between looking and waiting. */
class Alarm {
  #rung = false;
  #wake: () => void = () => {};

  readonly ring = (): void => {
    this.#rung = true;
    this.#wake();
  };

  reset(): void {
    this.#rung = false;
  }

  wait(ms: number): Promise<void> {
    if (this.#rung) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
