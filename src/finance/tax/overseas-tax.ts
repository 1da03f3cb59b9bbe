import { type Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type TaxRow, taxRowOn } from './tax-row.js';

/** Gains of individuals on securities held directly abroad. */
export const OVERSEAS_CAPITAL_GAIN_TAX: readonly TaxRow<{ readonly rate: string }>[] = [
  {
    from: '2019-01-01',
    to: null,
    terms: { rate: '0.20' },
    status: 'SECONDARY',
    source: 'MoF and STA Announcement 2020 No. 3 as reported; first day unverified',
  },
];

/** US tax on dividends of residents of China: the treaty's rate with a valid form W-8BEN, else the law's. */
export const US_DIVIDEND_TAX: readonly TaxRow<{
  readonly withForm: string;
  readonly without: string;
  readonly home: string;
}>[] = [
  {
    from: '1987-01-01',
    to: null,
    terms: { withForm: '0.10', without: '0.30', home: '0.20' },
    status: 'SECONDARY',
    source: 'Treaty of China and the United States, as summarised by advisers; first day unverified',
  },
];

export interface OverseasGainTax {
  /** Gains less losses of the year, in CNY; negative is lost, nothing is carried forward. */
  readonly netGain: Decimal;
  readonly due: Decimal;
  readonly fileFrom: LocalDate;
  readonly fileUntil: LocalDate;
  readonly rateRowFrom: LocalDate;
}

/**
 * Tax on a calendar year's realised gains and losses abroad. Losses offset gains of the same year only.
 *
 * @param gains realised gains (positive) and losses (negative) of that year, in CNY
 * @throws PublicError RATE_OUT_OF_TABLE
 */
export function overseasGainTax(year: number, gains: readonly Decimal[]): OverseasGainTax {
  const row = taxRowOn('CN.overseas.capitalGain.individual', OVERSEAS_CAPITAL_GAIN_TAX, `${year}-12-31`);
  const netGain = sum(gains);
  const due = netGain.gt(0) ? toMinorUnit(netGain.mul(row.terms.rate), 'CNY') : ZERO;
  return { netGain, due, fileFrom: `${year + 1}-03-01`, fileUntil: `${year + 1}-06-30`, rateRowFrom: row.from };
}

export interface UsDividendTax {
  /** Taken by the US payer. */
  readonly withheld: Decimal;
  /** Fraction of the gross dividend that is withheld. */
  readonly withholdingRate: Decimal;
  /** Left to pay in China after the credit for `withheld`, which never exceeds the Chinese tax. */
  readonly homeDue: Decimal;
  /** The Chinese tax before the credit, as a fraction of the gross dividend. */
  readonly homeRate: Decimal;
  /** Withheld beyond the Chinese tax: it can not be credited here. */
  readonly creditUnused: Decimal;
  readonly rateRowFrom: LocalDate;
}

/**
 * Tax on a dividend from the United States: there, and what is left here.
 *
 * Formula: withheld = round(gross × treaty or statutory rate, 2); due here = max(round(gross × 20 %, 2) − withheld, 0). Unit: USD.
 *
 * @throws PublicError RATE_OUT_OF_TABLE
 * @example
 * usDividendTax(decimal('100'), '2026-06-30', false)
 * // { withheld: 30, withholdingRate: 0.3, homeDue: 0, homeRate: 0.2, creditUnused: 10, rateRowFrom: 1987-01-01 }
 */
export function usDividendTax(gross: Decimal, paidOn: LocalDate, hasTreatyForm: boolean): UsDividendTax {
  const row = taxRowOn('US.dividend.nonresident.CN', US_DIVIDEND_TAX, paidOn);
  const withholdingRate = decimal(hasTreatyForm ? row.terms.withForm : row.terms.without);
  const homeRate = decimal(row.terms.home);
  const withheld = toMinorUnit(gross.mul(withholdingRate), 'USD');
  const left = toMinorUnit(gross.mul(homeRate), 'USD').sub(withheld);
  return {
    withheld,
    withholdingRate,
    homeDue: left.gt(0) ? left : ZERO,
    homeRate,
    creditUnused: left.lt(0) ? left.neg() : ZERO,
    rateRowFrom: row.from,
  };
}
