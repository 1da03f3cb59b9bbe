import type { ThrottleStatus } from '../operation/meter.js';

export interface BucketLimits {
  /** Points that a rested bucket holds. */
  readonly maximum: number;
  /** Points per second. */
  readonly restoreRate: number;
}

/**
 * A leaky bucket counted in points left. It restores continuously, so only the last change is kept and "now" is computed.
 * The wall clock may be set back: time never runs backwards here, it stands still until it is caught up.
 */
export class Bucket {
  readonly limits: BucketLimits;
  #available: number;
  #at: number;

  constructor(limits: BucketLimits, nowMs: number) {
    this.limits = limits;
    this.#available = limits.maximum;
    this.#at = nowMs;
  }

  /** Brings the bucket to `nowMs` and answers the points in it; below zero when an operation cost more than it reserved. */
  availableAt(nowMs: number): number {
    if (nowMs > this.#at) {
      this.#available = Math.min(
        this.limits.maximum,
        this.#available + ((nowMs - this.#at) / 1000) * this.limits.restoreRate,
      );
      this.#at = nowMs;
    }
    return this.#available;
  }

  /** Takes points; a negative number gives back, never above the maximum. */
  take(points: number): void {
    this.#available = Math.min(this.limits.maximum, this.#available - points);
  }

  isFull(nowMs: number): boolean {
    return this.availableAt(nowMs) >= this.limits.maximum;
  }
}

/** What a client sees of a bucket: whole points, rounded down, never negative. */
export function throttleStatus(limits: BucketLimits, available: number): ThrottleStatus {
  return { maximum: limits.maximum, available: Math.max(0, Math.floor(available)), restoreRate: limits.restoreRate };
}

/** Seconds until `cost` fits, to the millisecond above; `Infinity` when it never will, because the bucket is smaller. */
export function retryAfterSeconds(limits: BucketLimits, available: number, cost: number): number {
  if (cost > limits.maximum) return Number.POSITIVE_INFINITY;
  // 1e-6 ms absorbs the rounding of binary fractions, so 4 points at 2 a second are 2.000 s and not 2.001 s.
  return Math.ceil(((cost - available) / limits.restoreRate) * 1000 - 1e-6) / 1000;
}
