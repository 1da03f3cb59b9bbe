/** Leaky bucket in cost points: what an answer's `extensions.cost.throttle` shows. */
export interface ThrottleStatus {
  readonly maximum: number;
  readonly available: number;
  /** Points per second. */
  readonly restoreRate: number;
}

export type Reservation =
  | { readonly granted: true; readonly status: ThrottleStatus; settle(actualCost: number): Promise<ThrottleStatus> }
  | { readonly granted: false; readonly status: ThrottleStatus; readonly retryAfterSeconds: number };

export interface MeterKey {
  readonly appId: string;
  /** The customer, or the person who works with the platform; `null`: the budget of the app alone. */
  readonly customerId: string | null;
  /** Which part of the budgets this app has now, above 0, at most 1. Left out: all. */
  readonly share?: number | undefined;
}

/** Port, implemented by metering: reserve before execution, settle after it (the unused part is given back). Atomic. */
export interface Meter {
  reserve(key: MeterKey, requestedCost: number): Promise<Reservation>;
}
