import { type Decimal, ONE } from '../../kernel/decimal.js';
import { errorsOf } from '../../kernel/errors.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { type DatedSeries, MARKET_ERRORS, readFxRates, valueOn } from '../../market/index.js';
import type { BoundReach } from '../../operation/reach.js';
import type { Period } from './period.js';

const marketError = errorsOf(MARKET_ERRORS);

/** Exchange rates into one base currency over a period, carried forward from the last known day. */
export class FxRates {
  readonly #base: string;
  readonly #toBase: ReadonlyMap<string, DatedSeries>;

  constructor(base: string, toBase: ReadonlyMap<string, DatedSeries>) {
    this.#base = base;
    this.#toBase = toBase;
  }

  static async read(
    reach: BoundReach,
    currencies: readonly string[],
    base: string,
    { from, to }: Period,
  ): Promise<FxRates> {
    const foreign = currencies.filter((currency) => currency !== base);
    return new FxRates(base, foreign.length === 0 ? new Map() : await readFxRates(reach, foreign, base, from, to));
  }

  /**
   * Units of the base currency for one unit of `currency`.
   *
   * @throws PublicError FX_RATE_UNAVAILABLE: a total that left a currency out would be wrong without saying so
   */
  rate(currency: string, on: LocalDate): Decimal {
    if (currency === this.#base) return ONE;
    const found = valueOn(this.#toBase.get(currency) ?? [], on);
    if (!found) throw marketError('FX_RATE_UNAVAILABLE', { params: { base: currency, quote: this.#base, date: on } });
    return found.value;
  }
}
