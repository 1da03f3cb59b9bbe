import { type Decimal, decimal } from '../src/kernel/decimal.js';
import type { LocalDate } from '../src/kernel/local-date.js';
import { tradingDaysBetween } from '../src/market/index.js';
import { INSTRUMENTS, type WorldInstrument } from './instruments.js';
import { type Bar, realSeries } from './real-prices.js';
import { SeededRandom } from './seeded-random.js';

/** The last day of the world. Its clock starts on this day's evening. */
export const WORLD_END: LocalDate = '2026-10-30';

export interface SourcedBar extends Bar {
  readonly source: string;
}

/** All daily bars of the world, built once (about 0.3 s); the same for the same seed. */
export class PriceBook {
  readonly #bars: ReadonlyMap<string, readonly SourcedBar[]>;
  readonly #closes = new Map<string, ReadonlyMap<LocalDate, string>>();

  constructor(seed: string) {
    const real = realSeries();
    this.#bars = new Map(
      INSTRUMENTS.map((instrument) => {
        const { bars = [], source = '' } = real.get(instrument.symbol) ?? {};
        const known = bars.map((bar) => ({ ...bar, source }));
        return [instrument.symbol, [...known, ...simulate(instrument, known.at(-1)?.close, seed)]];
      }),
    );
  }

  bars(symbol: string): readonly SourcedBar[] {
    return this.#bars.get(symbol) ?? [];
  }

  /** @throws RangeError when the instrument did not trade on that day */
  close(symbol: string, date: LocalDate): Decimal {
    let closes = this.#closes.get(symbol);
    if (!closes) this.#closes.set(symbol, (closes = new Map(this.bars(symbol).map((bar) => [bar.date, bar.close]))));
    const close = closes.get(date);
    if (close === undefined) throw new RangeError(`${symbol} has no price on ${date}`);
    return decimal(close);
  }

  /** The last close of the world. */
  lastClose(symbol: string): Decimal {
    return decimal(this.bars(symbol).at(-1)?.close ?? 0);
  }
}

const TRADING_DAYS_A_YEAR = 250;

/**
 * A random walk of log prices, tilted so that it ends at the given price (a Brownian bridge), as traded: before a split the
 * price is higher by its ratio. Doubles are fine here: a simulated price is exact once it is rounded to its decimals.
 */
function simulate(instrument: WorldInstrument, realClose: string | undefined, seed: string): SourcedBar[] {
  const { simulation, splits = [], priceDecimals, type } = instrument;
  const random = new SeededRandom(`${seed}/${instrument.mic}/${instrument.symbol}`);
  const days = tradingDaysBetween(instrument.mic, simulation.from, simulation.to ?? WORLD_END);
  const first = realClose === undefined ? simulation.firstPrice : Number(realClose);
  const last = simulation.lastPrice * splits.reduce((product, split) => product * split.ratio, 1);
  const daily = simulation.volatility / Math.sqrt(TRADING_DAYS_A_YEAR);
  const walk = bridge(days.length, Math.log(first), Math.log(last), daily, random);
  let previous = first;
  return days.map((date, index) => {
    const divisor = splits.reduce((product, split) => (split.date <= date ? product * split.ratio : product), 1);
    const close = Math.exp(walk[index] ?? 0);
    const isNav = type === 'FUND' || type === 'INDEX';
    const bar = barAround(isNav ? close : previous * (1 + random.normal() * daily * 0.3), close, daily, random);
    previous = close;
    const text = (price: number) => Math.max(price / divisor, 10 ** -priceDecimals).toFixed(priceDecimals);
    const [open, high, low] = type === 'FUND' ? [close, close, close] : [bar.open, bar.high, bar.low];
    const volume = type === 'INDEX' || type === 'FUND' ? '0' : String(100 * (1_000 + random.below(90_000)));
    return {
      date,
      open: text(open),
      high: text(high),
      low: text(low),
      close: text(close),
      volume,
      source: 'SIMULATED',
    };
  });
}

function bridge(count: number, from: number, to: number, deviation: number, random: SeededRandom): number[] {
  const steps: number[] = [];
  let total = 0;
  for (let index = 0; index < count; index += 1) steps.push((total += random.normal() * deviation));
  return steps.map((step, index) => from + step + ((to - from - total) * (index + 1)) / count);
}

function barAround(
  open: number,
  close: number,
  daily: number,
  random: SeededRandom,
): { open: number; high: number; low: number } {
  const reach = () => 1 + random.fraction() * daily * 0.6;
  return { open, high: Math.max(open, close) * reach(), low: Math.min(open, close) / reach() };
}
