import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { LocalDate } from '../src/kernel/local-date.js';

export interface Bar {
  readonly date: LocalDate;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export interface RealSeries {
  readonly bars: readonly Bar[];
  readonly source: string;
}

/**
 * Market data that the npm package vega-datasets (BSD-3-Clause) carries:
 * - sp500-2000.csv: S&P 500, daily, 2000-01-03 … 2020-04-17. The index as it was; the ETF is a tenth of it, not the fund's own price.
 * - stocks.csv: MSFT, AMZN, IBM, GOOG, AAPL, one split-adjusted price a month, 2000-01 … 2010-03. Dated the 1st, but it is the
 *   month's closing price, so it stands here on the month's last trading day.
 */
export function realSeries(): ReadonlyMap<string, RealSeries> {
  const index = rows('sp500-2000.csv').map(
    ([date = '', open = '', high = '', low = '', close = '', , volume = '']) => ({
      date,
      open,
      high,
      low,
      close,
      volume,
    }),
  );
  const days = index.map((bar) => bar.date);
  const scaled = (divisor: number) => (bar: Bar) => {
    const price = (text: string) => (Number(text) / divisor).toFixed(2);
    return { ...bar, open: price(bar.open), high: price(bar.high), low: price(bar.low), close: price(bar.close) };
  };
  const series = new Map<string, RealSeries>([
    ['SPX', { bars: index.map(scaled(1)), source: 'vega-datasets sp500-2000.csv' }],
    [
      'SPY',
      { bars: index.map((bar) => ({ ...scaled(10)(bar), volume: '0' })), source: 'vega-datasets sp500-2000.csv / 10' },
    ],
  ]);
  for (const symbol of ['MSFT', 'AMZN', 'IBM', 'GOOG', 'AAPL']) {
    const bars = rows('stocks.csv')
      .filter(([name]) => name === symbol)
      .map(([, month = '', price = '']) => monthEnd(month, price, days));
    series.set(symbol, { bars, source: 'vega-datasets stocks.csv (month-end)' });
  }
  return series;
}

function monthEnd(month: string, price: string, days: readonly LocalDate[]): Bar {
  const prefix = new Date(`${month} UTC`).toISOString().slice(0, 7);
  const date = days.findLast((day) => day.startsWith(prefix)) ?? `${prefix}-28`;
  return { date, open: price, high: price, low: price, close: price, volume: '0' };
}

function rows(file: string): string[][] {
  const entry = createRequire(import.meta.url).resolve('vega-datasets'); // build/index.js; the data lie beside build
  return readFileSync(join(dirname(entry), '..', 'data', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));
}
