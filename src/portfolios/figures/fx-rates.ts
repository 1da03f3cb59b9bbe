import { type Decimal, ONE } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { portfolioError } from '../portfolios.errors.js';

/** Units of `quote` for one unit of `base`; one of the two is USD. */
export interface FxRow {
  readonly date: LocalDate;
  readonly base: string;
  readonly quote: string;
  readonly rate: Decimal;
}

/** Exchange rates of a period, crossed through USD and carried forward from the last known day. */
export class FxRates {
  /** Per currency, in order of date: units of it for one US dollar. */
  readonly #perUsd = new Map<string, { date: LocalDate; rate: Decimal }[]>();

  constructor(rows: readonly FxRow[]) {
    for (const { date, base, quote, rate } of rows) {
      const [currency, perUsd] = base === 'USD' ? [quote, rate] : [base, ONE.div(rate)];
      const series = this.#perUsd.get(currency) ?? [];
      series.push({ date, rate: perUsd });
      this.#perUsd.set(currency, series);
    }
  }

  /**
   * Units of `to` for one unit of `from`: (to per USD) / (from per USD) at the last known close up to `on`.
   *
   * @throws PublicError FX_RATE_MISSING: a total that left a currency out would be wrong without saying so
   */
  rate(from: string, to: string, on: LocalDate): Decimal {
    if (from === to) return ONE;
    const [top, bottom] = [this.#usdRate(to, on), this.#usdRate(from, on)];
    if (!top || !bottom) throw portfolioError('FX_RATE_MISSING', { params: { from, to, date: on } });
    return top.div(bottom);
  }

  #usdRate(currency: string, on: LocalDate): Decimal | undefined {
    if (currency === 'USD') return ONE;
    const series = this.#perUsd.get(currency) ?? [];
    let [low, high] = [0, series.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((series[middle]?.date ?? '') <= on) low = middle + 1;
      else high = middle;
    }
    return series[low - 1]?.rate;
  }
}
