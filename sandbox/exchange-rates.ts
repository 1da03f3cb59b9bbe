import { type Decimal, decimal } from '../src/kernel/decimal.js';
import { addMonths, type LocalDate, yearOf } from '../src/kernel/local-date.js';
import { tradingDaysBetween } from '../src/market/index.js';
import { WORLD_END } from './price-book.js';
import { SeededRandom } from './seeded-random.js';

/** Rough levels at the start of each year, for a plausible range; the days between are simulated. */
const CNY_PER_USD = [6.49, 6.94, 6.51, 6.88, 6.96, 6.54, 6.37, 6.9, 7.08, 7.3, 7.0, 6.95];
const HKD_PER_USD = [7.752, 7.755, 7.814, 7.831, 7.79, 7.755, 7.797, 7.805, 7.812, 7.768, 7.783, 7.785];
const FIRST_YEAR = 2016;

export interface WorldRate {
  readonly date: LocalDate;
  readonly quote: 'CNY' | 'HKD';
  /** Units of `quote` for one US dollar. */
  readonly rate: string;
}

/** Daily rates against the US dollar on Hong Kong's trading days, marked SIMULATED. */
export class ExchangeRates {
  readonly rows: readonly WorldRate[];
  readonly #byDay: ReadonlyMap<string, string>;
  readonly #last: ReadonlyMap<string, string>;

  constructor(seed: string) {
    const days = tradingDaysBetween('XHKG', `${FIRST_YEAR}-01-01`, WORLD_END);
    this.rows = [...series('CNY', CNY_PER_USD, 0.004, days, seed), ...series('HKD', HKD_PER_USD, 0.0006, days, seed)];
    this.#byDay = new Map(this.rows.map((row) => [`${row.quote} ${row.date}`, row.rate]));
    this.#last = new Map(this.rows.map((row) => [row.quote, row.rate]));
  }

  /** Units of `to` for one unit of `from`, on the day or the last one before it within a month. */
  rate(from: string, to: string, date: LocalDate): Decimal {
    return this.#perDollar(to, date).div(this.#perDollar(from, date));
  }

  lastRate(from: string, to: string): Decimal {
    return decimal(this.#last.get(to) ?? 1).div(decimal(this.#last.get(from) ?? 1));
  }

  #perDollar(currency: string, date: LocalDate): Decimal {
    if (currency === 'USD') return decimal(1);
    const days = tradingDaysBetween('XHKG', addMonths(date, -1), date);
    const known = days.findLast((day) => this.#byDay.has(`${currency} ${day}`));
    const rate = known && this.#byDay.get(`${currency} ${known}`);
    if (rate === undefined) throw new RangeError(`No rate of ${currency} on ${date}`);
    return decimal(rate);
  }
}

function series(
  quote: WorldRate['quote'],
  levels: readonly number[],
  noise: number,
  days: readonly LocalDate[],
  seed: string,
): WorldRate[] {
  const random = new SeededRandom(`${seed}/fx/${quote}`);
  return days.map((date) => {
    const index = yearOf(date) - FIRST_YEAR;
    const through = (Date.parse(date) - Date.parse(`${yearOf(date)}-01-01`)) / (366 * 86_400_000);
    const from = levels[index] ?? 0;
    const level = from + ((levels[index + 1] ?? from) - from) * through;
    return { date, quote, rate: (level * (1 + random.normal() * noise * 0.3)).toFixed(4) };
  });
}
