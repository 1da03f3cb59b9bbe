import { describe, expect, test } from '@jest/globals';
import { decimal } from '../../src/kernel/decimal.js';
import { ledgerTransaction } from '../../src/portfolios/derive/ledger-transaction.js';
import { FxRates } from '../../src/portfolios/figures/fx-rates.js';
import { performanceFigures } from '../../src/portfolios/figures/performance.js';
import { resolvePeriod } from '../../src/portfolios/figures/period.js';
import { valueSeries } from '../../src/portfolios/figures/value-series.js';

const INSTRUMENT = '018f0000-0000-7000-8000-000000000001';

let next = 0;
function recorded(type: string, on: string, net: string, quantity = '0') {
  next += 1;
  const instrument = quantity === '0' ? null : INSTRUMENT;
  return ledgerTransaction([
    `t${next}`,
    'account',
    `r${next}`,
    type,
    on,
    instrument,
    quantity,
    'CNY',
    net,
    net,
    null,
    null,
    null,
    null,
    null,
    'f',
  ]);
}

async function measured(from: string, to: string) {
  const closes = new Map([
    [
      INSTRUMENT,
      [
        ['2024-01-02', '100'],
        ['2024-01-03', '110'],
        ['2024-01-05', '110'],
        ['2024-01-08', '99'],
      ].map(([date = '', value = '']) => ({ date, value: decimal(value) })),
    ],
  ]);
  const transactions = [
    recorded('DEPOSIT', '2024-01-02', '1000'),
    recorded('BUY', '2024-01-02', '-1000', '10'),
    recorded('DEPOSIT', '2024-01-05', '1100'),
    recorded('BUY', '2024-01-05', '-1100', '10'),
  ];
  const instruments = new Map([[INSTRUMENT, { id: INSTRUMENT, mic: 'XSHG', symbol: '600000', currency: 'CNY' }]]);
  const series = await valueSeries(
    { baseCurrency: 'CNY', transactions, instruments },
    closes,
    new FxRates('CNY', new Map()),
    { from, to },
  );
  return { series, figures: performanceFigures(series, { from, to }) };
}

describe('ten units at 100, +10 %, as much again paid in and bought, −10 %', () => {
  test('values by trade date, returns without the flow: 1.1 × 1 × 0.9 − 1 = −1 %, deepest fall −10 %', async () => {
    const { series, figures } = await measured('2024-01-02', '2024-01-08');
    expect(series.days.map(({ date, value }) => [date, value].join(' '))).toEqual([
      '2024-01-02 1000',
      '2024-01-03 1100',
      '2024-01-05 2200',
      '2024-01-08 1980',
    ]);
    expect(figures.twr.value?.toString()).toBe('-0.01');
    expect(figures.maxDrawdown.value?.toString()).toBe('-0.1');
    expect([figures.endValue, figures.netFlows, figures.profit].map(({ amount }) => amount.toString())).toEqual([
      '1980',
      '2100',
      '-120',
    ]);
    expect(figures.xirr.value?.lessThan(-0.9)).toBe(true); // −120 on 2,100 within days
  });

  test('a later start carries the last close into the period', async () => {
    const { series, figures } = await measured('2024-01-04', '2024-01-10');
    expect(series.startValue.toString()).toBe('1100');
    expect(series.days.map(({ date, traded }) => `${date} ${traded}`)).toEqual([
      '2024-01-05 true',
      '2024-01-08 true',
      '2024-01-10 false',
    ]);
    expect(figures.twr.value?.toString()).toBe('-0.1');
  });

  test('a period before the first transaction is worth nothing and has no returns', async () => {
    const { figures } = await measured('2023-12-01', '2023-12-31');
    expect(figures.endValue.amount.toString()).toBe('0');
    expect([figures.xirr.value, figures.volatility.value, figures.calmar.value]).toEqual([null, null, null]);
  });
});

describe('periods', () => {
  test.each([
    ['MONTH_1', '2024-03-31', { from: '2024-03-01', to: '2024-03-31' }], // one month before is clamped to 29 February
    ['YEAR_TO_DATE', '2024-03-31', { from: '2024-01-01', to: '2024-03-31' }],
    ['YEAR_1', '2024-02-29', { from: '2023-03-01', to: '2024-02-29' }],
    ['ALL', '2024-03-31', { from: '2019-05-06', to: '2024-03-31' }],
  ] as const)('%s on %s', (preset, today, expected) => {
    expect(resolvePeriod({ preset }, today, '2019-05-06')).toEqual(expected);
  });

  test.each([
    [{ preset: 'ALL', from: '2024-01-01' } as const],
    [{ from: '2024-02-02', to: '2024-02-01' }],
    [{ to: '2024-04-01' }],
  ])('%j is refused', (request) => {
    expect(() => resolvePeriod(request, '2024-03-31', undefined)).toThrow(
      expect.objectContaining({ code: 'PERFORMANCE_PERIOD_INVALID' }),
    );
  });
});
