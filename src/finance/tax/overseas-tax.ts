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
  /** Left to pay in China after the credit for `withheld`, which never exceeds the Chinese tax. */
  readonly homeDue: Decimal;
  readonly rateRowFrom: LocalDate;
}

/** @throws PublicError RATE_OUT_OF_TABLE */
export function usDividendTax(gross: Decimal, paidOn: LocalDate, hasTreatyForm: boolean): UsDividendTax {
  const row = taxRowOn('US.dividend.nonresident.CN', US_DIVIDEND_TAX, paidOn);
  const withheld = toMinorUnit(gross.mul(hasTreatyForm ? row.terms.withForm : row.terms.without), 'USD');
  const home = toMinorUnit(gross.mul(row.terms.home), 'USD');
  const left = home.sub(withheld);
  return { withheld, homeDue: left.gt(0) ? left : decimal(0), rateRowFrom: row.from };
}
