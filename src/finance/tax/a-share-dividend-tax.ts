import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type HoldingBracket, holdingBracket } from './holding-bracket.js';
import { type TaxRow, taxRowOn } from './tax-row.js';

interface DividendTerms {
  readonly byHolding: Readonly<Record<HoldingBracket, string>>;
  /** Taken when the dividend is paid; the rest is taken at the sale. */
  readonly withheld: string;
}

const FLAT = { UP_TO_1_MONTH: '0.10', UP_TO_1_YEAR: '0.10', OVER_1_YEAR: '0.10' };

/** Individuals, A shares. */
export const A_SHARE_DIVIDEND_TAX: readonly TaxRow<DividendTerms>[] = [
  {
    from: '2005-06-13',
    to: '2012-12-31',
    terms: { byHolding: FLAT, withheld: '0.10' },
    status: 'SECONDARY',
    source: 'Press of 2012-11 on the rule before 2013; first day unverified',
  },
  {
    from: '2013-01-01',
    to: '2015-09-07',
    terms: { byHolding: { UP_TO_1_MONTH: '0.20', UP_TO_1_YEAR: '0.10', OVER_1_YEAR: '0.05' }, withheld: '0.05' },
    status: 'SECONDARY',
    source: 'Press of 2012-11 on Cai Shui 2012 No. 85',
  },
  {
    from: '2015-09-08',
    to: null,
    terms: { byHolding: { UP_TO_1_MONTH: '0.20', UP_TO_1_YEAR: '0.10', OVER_1_YEAR: '0' }, withheld: '0' },
    status: 'OFFICIAL',
    source: 'Cai Shui 2015 No. 101',
  },
];

export interface DividendTax {
  readonly bracket: HoldingBracket;
  /** Fraction of the gross dividend that is due in the end. */
  readonly rate: Decimal;
  /** What is due in the end, in CNY, rounded half-up to the cent. */
  readonly due: Decimal;
  /** What was taken at payment already. */
  readonly withheld: Decimal;
  /** `due` − `withheld`: taken at the sale. */
  readonly topUp: Decimal;
  readonly rateRowFrom: LocalDate;
}

/**
 * Tax on the dividend of one lot once its holding period is known.
 *
 * @param dividend gross, in CNY; `recordDate` picks the rule, `acquiredOn` and `soldOn` the bracket
 * @throws PublicError RATE_OUT_OF_TABLE
 */
export function aShareDividendTax(dividend: {
  gross: Decimal;
  recordDate: LocalDate;
  acquiredOn: LocalDate;
  soldOn: LocalDate;
}): DividendTax {
  const { gross, recordDate, acquiredOn, soldOn } = dividend;
  const row = taxRowOn('CN.A.dividend.individual', A_SHARE_DIVIDEND_TAX, recordDate);
  const bracket = holdingBracket(acquiredOn, soldOn);
  const rate = decimal(row.terms.byHolding[bracket]);
  const due = toMinorUnit(gross.mul(rate), 'CNY');
  const withheld = toMinorUnit(gross.mul(row.terms.withheld), 'CNY');
  return { bracket, rate, due, withheld, topUp: due.sub(withheld), rateRowFrom: row.from };
}
