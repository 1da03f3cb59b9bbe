import { rateSource } from '../../../src/finance/rate-sources.js';
import { overseasGainTax } from '../../../src/finance/tax/overseas-tax.js';
import { type Decimal, decimal, sum, ZERO } from '../../../src/kernel/decimal.js';
import { PublicError } from '../../../src/kernel/errors.js';
import { toMinorUnit } from '../../../src/kernel/money.js';
import type { YearEndReportData, YearEndReportResult } from './generated/yearEndReport.js';

export interface PooledGain {
  readonly currency: string;
  readonly gain: Decimal;
}

type Pool = YearEndReportResult['overseasGains'];

/**
 * The year's gains and losses on what is held directly abroad, in CNY, and the tax on what is left.
 *
 * Formula: per holding round(gain × rate of exchange, 2), added up; tax = round(20 % × net gain, 2), 0 where the year lost. A loss is not
 * carried into another year. `null` where nothing was sold.
 */
export function overseasPool(year: number, gains: readonly PooledGain[], rates: YearEndReportData): Pool {
  if (gains.length === 0) return null;
  const toCny: Readonly<Record<string, string>> = { CNY: '1', USD: rates.usd.rate, HKD: rates.hkd.rate };
  const unknown = gains.find(({ currency }) => toCny[currency] === undefined);
  if (unknown) return withoutRate('CURRENCY_WITHOUT_RATE');
  const inCny = gains.map(({ currency, gain }) => toMinorUnit(gain.mul(decimal(toCny[currency] ?? '0')), 'CNY'));
  try {
    const { netGain, due, fileFrom, fileUntil, rateRowFrom } = overseasGainTax(year, inCny);
    return {
      state: due.equals(ZERO) ? 'EXEMPT' : 'DUE',
      reason: netGain.lessThan(ZERO) ? 'LOSS_NOT_CARRIED_FORWARD' : '',
      gainsCny: sum(inCny.filter((gain) => gain.greaterThan(ZERO))).toFixed(2),
      lossesCny: sum(inCny.filter((gain) => gain.lessThan(ZERO))).toFixed(2),
      netCny: netGain.toFixed(2),
      dueCny: due.toFixed(2),
      fileFrom,
      fileUntil,
      row: rateSource('CN.overseas.capitalGain.individual', rateRowFrom),
    };
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return withoutRate(error.code);
  }
}

function withoutRate(reason: string): Pool {
  return {
    state: 'NO_RATE',
    reason,
    gainsCny: null,
    lossesCny: null,
    netCny: null,
    dueCny: null,
    fileFrom: null,
    fileUntil: null,
    row: null,
  };
}
