import type { HoldingBracket } from './holding-bracket.js';
import type { TaxRow } from './tax-row.js';

export interface DividendTerms {
  readonly byHolding: Readonly<Record<HoldingBracket, string>>;
  /** Taken when the dividend is paid; the rest is taken at the sale. */
  readonly withheld: string;
}

const FLAT = { UP_TO_1_MONTH: '0.10', UP_TO_1_YEAR: '0.10', OVER_1_YEAR: '0.10' };

/** Individuals, dividends of A shares. */
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

/** Individuals, gains on listed A shares: exempt. */
export const A_SHARE_CAPITAL_GAIN_TAX: readonly TaxRow<{ readonly rate: string }>[] = [
  {
    from: '1997-01-01',
    to: null,
    terms: { rate: '0' },
    status: 'SECONDARY',
    source: 'Cai Shui Zi 1998 No. 61, by its title; first day unverified',
  },
];
