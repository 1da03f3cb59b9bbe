import { type Decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { daysBetween, type LocalDate } from '../../kernel/local-date.js';

export interface TakeProfit {
  /**
   * NET_RETURN: gain ÷ what was paid in, after redemption fees. XIRR: the money-weighted annual return, asked only from
   * `minDays` after the first purchase on, because a good week is hundreds of percent a year.
   */
  readonly target:
    | { readonly kind: 'NET_RETURN'; readonly rate: Decimal }
    | { readonly kind: 'XIRR'; readonly rate: Decimal; readonly minDays: number };
  /**
   * STOP: sell everything and end. RESET: sell everything and go on, measuring from the next purchase. CONTINUE: sell nothing, note the
   * day once, and go on.
   */
  readonly onTarget: 'STOP' | 'RESET' | 'CONTINUE';
}

/** Purchases and sales since a plan began, or began again. `earned` is net of fees. */
export interface PlanCycle {
  readonly since: LocalDate | undefined;
  readonly paid: Decimal;
  readonly earned: Decimal;
  /** What all payments less proceeds would have become at the target rate by `asOf`, in float64. */
  readonly required: number;
  readonly asOf: LocalDate;
}

export function newCycle(asOf: LocalDate): PlanCycle {
  return { since: undefined, paid: ZERO, earned: ZERO, required: 0, asOf };
}

/** The cycle after a payment (`paid`) or proceeds (`earned`) of a day. */
export function grownCycle(
  cycle: PlanCycle,
  flow: { on: LocalDate; paid?: Decimal; earned?: Decimal },
  rule?: TakeProfit,
): PlanCycle {
  const { on, paid = ZERO, earned = ZERO } = flow;
  return {
    since: cycle.since ?? on,
    paid: cycle.paid.add(paid),
    earned: cycle.earned.add(earned),
    required: requiredOn(cycle, on, rule) + paid.sub(earned).toNumber(),
    asOf: on,
  };
}

/** What all payments less proceeds would have become at the target rate by a day; the sum itself where the target is no XIRR. */
export function requiredOn(cycle: PlanCycle, on: LocalDate, rule?: TakeProfit): number {
  if (rule?.target.kind !== 'XIRR') return cycle.required;
  return cycle.required * (1 + rule.target.rate.toNumber()) ** (daysBetween(cycle.asOf, on) / 365);
}

/**
 * Whether a plan has reached its target, if all units brought `netValue` today.
 *
 * Formula: NET_RETURN (net value + earned) / paid − 1 ≥ rate. XIRR ≥ rate, asked without searching for the root:
 * net value ≥ Σ (paid − earned)ᵢ × (1 + rate)^(daysᵢ/365); the same while payments come before proceeds.
 * Convention: after redemption fees; actual/365; the XIRR side in float64, where a difference below 1e−12 of the amount counts as reached.
 * Source: the definition of XIRR (see xirr), solved for the closing flow.
 *
 * @example
 * takeProfitReached({ target: { kind: 'NET_RETURN', rate: decimal('0.2') }, onTarget: 'STOP' },
 *   { since: '2024-01-02', paid: decimal('1000'), earned: decimal('0'), required: 1000, asOf: '2024-01-02' },
 *   { on: '2024-06-03', netValue: decimal('1200') }) // true
 */
export function takeProfitReached(
  rule: TakeProfit,
  cycle: PlanCycle,
  today: { on: LocalDate; netValue: Decimal },
): boolean {
  if (!cycle.since || !cycle.paid.greaterThan(ZERO)) return false;
  const { target } = rule;
  if (target.kind === 'NET_RETURN')
    return today.netValue.add(cycle.earned).div(cycle.paid).sub(ONE).greaterThanOrEqualTo(target.rate);
  if (daysBetween(cycle.since, today.on) < target.minDays) return false;
  return today.netValue.toNumber() >= requiredOn(cycle, today.on, rule) * (1 - 1e-12);
}
