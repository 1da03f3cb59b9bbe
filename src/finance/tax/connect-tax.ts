import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { toMinorUnit } from '../../kernel/money.js';
import { type Expired, expiryOf, type TaxRow, taxRowOn } from './tax-row.js';

/** A flag per security: whether the issuer is a resident enterprise of the PRC can't be told from its name. */
export type ConnectDividendClass = 'H' | 'NON_H' | 'NON_H_PRC_RESIDENT';

/** Southbound dividends of individuals; no relief for long holding. */
export const CONNECT_DIVIDEND_TAX: readonly TaxRow<Readonly<Record<ConnectDividendClass, string>>>[] = [
  {
    from: '2014-11-17',
    to: null,
    // 28 %: 10 % enterprise income tax first, then 20 % of the rest.
    terms: { H: '0.20', NON_H: '0.20', NON_H_PRC_RESIDENT: '0.28' },
    status: 'SECONDARY',
    source: 'Cai Shui 2014 No. 81 as reprinted; 28 % from the press',
  },
];

/** Southbound gains of individuals are exempt, until a stated day. Shenzhen Connect began on 2016-12-05. */
export const CONNECT_CAPITAL_GAIN_TAX: readonly TaxRow<{ readonly rate: string }>[] = [
  {
    from: '2014-11-17',
    to: '2027-12-31',
    terms: { rate: '0' },
    status: 'OFFICIAL',
    source: 'MoF, STA and CSRC Announcement 2023 No. 23',
  },
];

/**
 * Tax on a Southbound dividend, in its currency.
 *
 * @throws PublicError RATE_OUT_OF_TABLE
 */
export function connectDividendTax(
  gross: Decimal,
  currency: string,
  taxClass: ConnectDividendClass,
  paidOn: LocalDate,
) {
  const row = taxRowOn('CN.HKConnect.dividend.individual', CONNECT_DIVIDEND_TAX, paidOn);
  const rate = decimal(row.terms[taxClass]);
  return { due: toMinorUnit(gross.mul(rate), currency), rate, rateRowFrom: row.from };
}

/**
 * Rate on a Southbound gain, by the day of the sale. After the exemption's end the answer is EXPIRED, never 0 or 20 %.
 *
 * @throws PublicError RATE_OUT_OF_TABLE before the Connect existed
 */
export function connectCapitalGainRate(
  soldOn: LocalDate,
): { readonly kind: 'RATE'; readonly rate: Decimal; readonly rateRowFrom: LocalDate } | Expired {
  const expired = expiryOf(CONNECT_CAPITAL_GAIN_TAX, soldOn);
  if (expired) return expired;
  const row = taxRowOn('CN.HKConnect.capitalGain.individual', CONNECT_CAPITAL_GAIN_TAX, soldOn);
  return { kind: 'RATE', rate: decimal(row.terms.rate), rateRowFrom: row.from };
}
