import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { A_SHARE_CAPITAL_GAIN_TAX } from './a-share-tax-rows.js';
import { taxRowOn } from './tax-row.js';

/**
 * Rate on an individual's gain from selling listed A shares: exempt.
 *
 * Unit: fraction of the gain. Source: Cai Shui Zi 1998 No. 61.
 *
 * @throws PublicError RATE_OUT_OF_TABLE before the exemption
 * @example
 * aShareCapitalGainRate('2026-06-30') // { rate: 0, rateRowFrom: 1997-01-01 }
 */
export function aShareCapitalGainRate(soldOn: LocalDate): { rate: Decimal; rateRowFrom: LocalDate } {
  const row = taxRowOn('CN.A.capitalGain.individual', A_SHARE_CAPITAL_GAIN_TAX, soldOn);
  return { rate: decimal(row.terms.rate), rateRowFrom: row.from };
}
