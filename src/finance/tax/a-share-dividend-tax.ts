import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { A_SHARE_DIVIDEND_TAX } from './a-share-tax-rows.js';
import { type HoldingBracket, holdingBracket } from './holding-bracket.js';
import { taxRowOn } from './tax-row.js';

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
