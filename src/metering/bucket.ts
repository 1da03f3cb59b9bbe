import type { ThrottleStatus } from '../operation/meter.js';

export interface BucketLimits {
  /** Points that a rested bucket holds. */
  readonly maximum: number;
  /** Points per second. */
  readonly restoreRate: number;
}

/**
 * A leaky bucket. It restores continuously, so only the last change is kept and "now" is computed. Counted in thousandths
 * of a point: points per second are milli-points per millisecond, and whole rates stay exact.
 * The wall clock may be set back: time never runs backwards here, it stands still until it is caught up.
 */
export class Bucket {
  #limits: BucketLimits;
  #milliPoints: number;
  #at: number;

  constructor(limits: BucketLimits, nowMs: number) {
    this.#limits = limits;
    this.#milliPoints = limits.maximum * 1000;
    this.#at = nowMs;
  }

  get limits(): BucketLimits {
    return this.#limits;
  }

  /** Another size from now on: what is above it is lost, what is missing flows back at the new rate. */
  resize(limits: BucketLimits, nowMs: number): void {
    if (limits.maximum === this.#limits.maximum && limits.restoreRate === this.#limits.restoreRate) return;
    this.milliPointsAt(nowMs);
    this.#limits = limits;
    this.#milliPoints = Math.min(limits.maximum * 1000, this.#milliPoints);
  }

  /** Brings the bucket to `nowMs`. Below zero when an operation cost more than it reserved. */
  milliPointsAt(nowMs: number): number {
    if (nowMs > this.#at) {
      this.#milliPoints = Math.min(
        this.limits.maximum * 1000,
        this.#milliPoints + (nowMs - this.#at) * this.limits.restoreRate,
      );
      this.#at = nowMs;
    }
    return this.#milliPoints;
  }

  fits(points: number, nowMs: number): boolean {
    return this.milliPointsAt(nowMs) >= points * 1000;
  }

  /** Takes points; a negative number gives back, never above the maximum. */
  take(points: number, nowMs: number): void {
    this.#milliPoints = Math.min(this.limits.maximum * 1000, this.milliPointsAt(nowMs) - points * 1000);
  }

  isFull(nowMs: number): boolean {
    return this.fits(this.limits.maximum, nowMs);
  }
}

/** The part of a budget that a restricted app is left with: at least one point, or nothing would ever run again. */
export function shareOf(limits: BucketLimits, share = 1): BucketLimits {
  if (share >= 1) return limits;
  return { maximum: Math.max(1, Math.floor(limits.maximum * share)), restoreRate: limits.restoreRate * share };
}

/** What a client sees of a bucket: whole points, rounded down, never negative. */
export function throttleStatus(limits: BucketLimits, milliPoints: number): ThrottleStatus {
  return {
    maximum: limits.maximum,
    available: Math.max(0, Math.floor(milliPoints / 1000)),
    restoreRate: limits.restoreRate,
  };
}

/** Seconds until `cost` fits, to the millisecond above; `Infinity` when it never will, because the bucket is smaller. */
export function retryAfterSeconds(limits: BucketLimits, milliPoints: number, cost: number): number {
  if (cost > limits.maximum) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.ceil((cost * 1000 - milliPoints) / limits.restoreRate) / 1000);
}
