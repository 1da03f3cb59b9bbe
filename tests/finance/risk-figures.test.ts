import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { calmar, maxDrawdown, sharpe, simpleReturns, sortino, volatility } from '../../src/finance/index.js';
import { decimal } from '../../src/kernel/decimal.js';

const returns = ['0.01', '-0.01', '0.02', '0'].map(decimal);

describe('worked by hand for returns of 1 %, −1 %, 2 %, 0 %', () => {
  // Mean 0.005; squared deviations 0.25 + 2.25 + 2.25 + 0.25 = 5 × 1e-4; sample variance 5e-4 / 3 = 1.6667e-4.
  test('volatility: √(5e-4 / 3 × 252) = √0.042', () => {
    expect(volatility(returns)?.toNumber()).toBeCloseTo(Math.sqrt(0.042), 9);
  });

  test('Sharpe: 0.005 × 252 / √0.042', () => {
    expect(sharpe(returns)?.toNumber()).toBeCloseTo((0.005 * 252) / Math.sqrt(0.042), 8);
    expect(sharpe(returns, decimal('0.005'))?.toNumber()).toBe(0);
  });

  test('Sortino: downside √(1e-4 / 4) = 0.005, so 0.005 / 0.005 × √252', () => {
    expect(sortino(returns)?.toNumber()).toBeCloseTo(Math.sqrt(252), 8);
  });
});

test('no spread, no fall or too few days: no figure instead of infinity', () => {
  expect(volatility(returns.slice(0, 1))).toBeUndefined();
  expect(sharpe([decimal('0.01'), decimal('0.01')])).toBeUndefined();
  expect(sortino([decimal('0.01')])).toBeUndefined();
  expect(sortino([])).toBeUndefined();
  expect(calmar(decimal('0.1'), decimal('0'))).toBeUndefined();
  expect(calmar(decimal('0.12'), decimal('-0.3'))?.toString()).toBe('0.4');
});

test('a drawdown starts from the running peak, the starting value being the first', () => {
  const worst = maxDrawdown(['100', '120', '90', '130'].map(decimal));
  expect([worst.depth.toString(), worst.peakIndex, worst.troughIndex]).toEqual(['-0.25', 1, 2]);
  expect(maxDrawdown(['100', '80'].map(decimal)).depth.toString()).toBe('-0.2');
  expect(maxDrawdown(['1', '2', '3'].map(decimal)).depth.toString()).toBe('0');
  expect(maxDrawdown([]).depth.toString()).toBe('0');
});

const SPX = resolve(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/apache2/spx_daily_1990_2022.csv');

/** Closes of the S&P 500 by day, from a data file that lies beside the repository. */
function closesBetween(from: string, to: string) {
  return readFileSync(SPX, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(','))
    .map(([date = '', , , , close = '']) => {
      const [month = '', day = '', year = ''] = date.split('/');
      return { on: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, close: decimal(close) };
    })
    .filter(({ on }) => on >= from && on <= to);
}

// Skipped where the data file is not there: it is never part of the repository.
(existsSync(SPX) ? describe : describe.skip)('S&P 500', () => {
  test('fell 56.8 % from 2007-10-09 to 2009-03-09 and 33.9 % from 2020-02-19 to 2020-03-23', () => {
    // Source: S&P Dow Jones Indices, closes 1,565.15 → 676.53 and 3,386.15 → 2,237.40.
    for (const [from, to, peak, trough, depth] of [
      ['2007-01-01', '2010-12-31', '2007-10-09', '2009-03-09', -0.5678],
      ['2020-01-01', '2020-12-31', '2020-02-19', '2020-03-23', -0.3392],
    ] as const) {
      const days = closesBetween(from, to);
      const worst = maxDrawdown(days.map(({ close }) => close));
      expect([days[worst.peakIndex]?.on, days[worst.troughIndex]?.on]).toEqual([peak, trough]);
      expect(worst.depth.toNumber()).toBeCloseTo(depth, 4);
    }
  });

  test('ten years of daily volatility take milliseconds', () => {
    const daily = simpleReturns(closesBetween('2011-12-30', '2021-12-31').map(({ close }) => close));
    expect(daily.length).toBeGreaterThan(2500);
    const start = performance.now();
    const annual = volatility(daily)?.toNumber() ?? 0;
    expect(performance.now() - start).toBeLessThan(100);
    expect(annual).toBeGreaterThan(0.15);
    expect(annual).toBeLessThan(0.18);
  });
});
