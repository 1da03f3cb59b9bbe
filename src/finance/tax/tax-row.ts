import type { LocalDate } from '../../kernel/local-date.js';
import { chargesError } from '../charges/charges.errors.js';
import type { RateStatus } from '../charges/rate-row.js';

/** One dated rule of tax. It is valid for days `from` <= day <= `to`; which day decides is said by each tax. */
export interface TaxRow<Terms> {
  readonly from: LocalDate;
  /** `null`: still in force, without a stated end. */
  readonly to: LocalDate | null;
  /** Rates as plain decimals, fractions of the taxed amount; amounts in the tax's currency. */
  readonly terms: Terms;
  readonly status: RateStatus;
  readonly source: string;
}

/** A rule that the law ended on a stated day, and that was not known to go on: neither 0 nor the old rate may be assumed. */
export interface Expired {
  readonly kind: 'EXPIRED';
  /** Last day of the last known rule. */
  readonly expiredOn: LocalDate;
}

/** @throws PublicError RATE_OUT_OF_TABLE when no row covers the day */
export function taxRowOn<Terms>(key: string, rows: readonly TaxRow<Terms>[], day: LocalDate): TaxRow<Terms> {
  const row = rows.find(({ from, to }) => from <= day && (to === null || day <= to));
  if (row) return row;
  const covered = `${rows.at(0)?.from ?? 'no day'} to ${rows.at(-1)?.to ?? 'today'}`;
  throw chargesError('RATE_OUT_OF_TABLE', { params: { key, date: day, covered } });
}

/** @returns the expiry when the day lies behind a last row that the law limited */
export function expiryOf(rows: readonly TaxRow<unknown>[], day: LocalDate): Expired | undefined {
  const end = rows.at(-1)?.to;
  return end && day > end ? { kind: 'EXPIRED', expiredOn: end } : undefined;
}
