import { LRUCache } from 'lru-cache';
import type { Clock } from '../kernel/clock.js';
import type { Meter, MeterKey, Reservation, ThrottleStatus } from '../operation/meter.js';
import { Bucket, type BucketLimits, retryAfterSeconds, shareOf, throttleStatus } from './bucket.js';

export interface MeterLimits {
  /** Of one app for one customer: one customer's dashboard can't use up another's budget. */
  readonly perCustomer: BucketLimits;
  /** Of one app altogether. */
  readonly perApp: BucketLimits;
}

/**
 * Budgets in the memory of one process. A call is one synchronous step, so 50 concurrent reservations can't pass each
 * other. Measured 1.2 µs CPU for each of reserve and settle, with 20,000 customers.
 */
export class MemoryMeter implements Meter {
  readonly #limits: MeterLimits;
  readonly #clock: Clock;
  /**
   * Beyond the bound the longest unused bucket goes. It is full again by then, so nothing is forgotten, unless 100,000
   * pairs called within the seconds that a bucket takes to fill; their app's own bucket, always in use, still limits them.
   * (A Map kept in order of use by delete and set took 29 µs a call at 20,000 buckets: V8 rehashes it again and again.)
   */
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(options: { limits: MeterLimits; clock: Clock; bucketsMax?: number }) {
    this.#limits = options.limits;
    this.#clock = options.clock;
    this.#buckets = new LRUCache({ max: options.bucketsMax ?? 100_000 });
  }

  async reserve(key: MeterKey, requestedCost: number): Promise<Reservation> {
    const now = this.#clock.now();
    const app = this.#bucket(key.appId, shareOf(this.#limits.perApp, key.share), now);
    const customer =
      key.customerId === null
        ? app
        : this.#bucket(`${key.appId}:${key.customerId}`, shareOf(this.#limits.perCustomer, key.share), now);
    if (!customer.fits(requestedCost, now)) return refused(requestedCost, now, customer, app);
    if (!app.fits(requestedCost, now)) return refused(requestedCost, now, app, customer);
    app.take(requestedCost, now);
    if (customer !== app) customer.take(requestedCost, now);
    return this.#granted(requestedCost, now, app, customer);
  }

  #granted(requestedCost: number, reservedAt: number, app: Bucket, customer: Bucket): Reservation {
    let settled = false;
    return {
      granted: true,
      status: scarcer(reservedAt, app, customer),
      settle: async (actualCost) => {
        const now = this.#clock.now();
        if (!settled) {
          settled = true; // a second settlement gives nothing back
          app.take(actualCost - requestedCost, now);
          if (customer !== app) customer.take(actualCost - requestedCost, now);
        }
        return scarcer(now, app, customer);
      },
    };
  }

  #bucket(name: string, limits: BucketLimits, now: number): Bucket {
    const known = this.#buckets.get(name);
    known?.resize(limits, now);
    if (known) return known;
    const bucket = new Bucket(limits, now);
    this.#buckets.set(name, bucket);
    return bucket;
  }
}

/** @param short the bucket that the client is told of; the wait is that of the slower one of both */
function refused(cost: number, now: number, short: Bucket, other: Bucket): Reservation {
  const seconds = (bucket: Bucket) => retryAfterSeconds(bucket.limits, bucket.milliPointsAt(now), cost);
  const status = throttleStatus(short.limits, short.milliPointsAt(now));
  return { granted: false, status, retryAfterSeconds: Math.max(seconds(short), seconds(other)) };
}

/** Of the two buckets the one that will refuse first. For an app alone both are the same. */
function scarcer(now: number, app: Bucket, customer: Bucket): ThrottleStatus {
  const scarce = customer.milliPointsAt(now) <= app.milliPointsAt(now) ? customer : app;
  return throttleStatus(scarce.limits, scarce.milliPointsAt(now));
}
