import type { LocalDate } from '../../kernel/local-date.js';

/**
 * What `rate` is a rate of:
 * VALUE a fraction of the traded value · MILLION an amount per million of traded value · SHARE an amount per unit ·
 * TRADE an amount per trade · CONTRACT the highest fraction of the value that may be agreed · YEAR_TIERS a fraction of
 * the holding per year, by `tiers`.
 */
export type RateUnit = 'VALUE' | 'MILLION' | 'SHARE' | 'TRADE' | 'CONTRACT' | 'YEAR_TIERS';

export type RateSide = 'BUY' | 'SELL' | 'BOTH';

/** How a line becomes payable: half-up or up to 0.01, or up to the next whole unit of the currency. */
export type RateRounding = 'HALF_UP_CENT' | 'UP_CENT' | 'UP_UNIT';

/** OFFICIAL: read in an issuer's page or the legal text. SECONDARY: news or broker pages. UNVERIFIED: neither was found. */
export type RateStatus = 'OFFICIAL' | 'SECONDARY' | 'UNVERIFIED';

/** One dated rate. It is valid for trade dates `from` <= date <= `to`. */
export interface RateRow {
  /** `null`: in force before our records begin; the first day is not known. */
  readonly from: LocalDate | null;
  /** `null`: still in force. */
  readonly to: LocalDate | null;
  readonly unit: RateUnit;
  /** Plain decimal; its unit is `unit`. */
  readonly rate: string;
  /** Bounds of one line, in `currency`. */
  readonly min?: string;
  readonly max?: string;
  /** YEAR_TIERS only: `[up to this holding, fraction per year]`; `null` is the rest. */
  readonly tiers?: readonly (readonly [upTo: string | null, rate: string])[];
  readonly side: RateSide;
  readonly rounding: RateRounding;
  readonly currency: string;
  readonly status: RateStatus;
  readonly source: string;
}

type DatedRate = Pick<RateRow, 'from' | 'to' | 'rate' | 'status' | 'source'> & Partial<RateRow>;

/** Rows of one fee: what they share once, then what each changes. */
export function rateRows(
  shared: Pick<RateRow, 'unit' | 'side' | 'rounding' | 'currency'>,
  rows: readonly DatedRate[],
): readonly RateRow[] {
  return rows.map((row) => ({ ...shared, ...row }));
}
