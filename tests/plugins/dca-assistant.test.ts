import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BackTestResult } from '../../plugins/dca-assistant/src/generated/backTest.js';
import type { SimulateResult } from '../../plugins/dca-assistant/src/generated/simulate.js';
import { addMonths } from '../../src/kernel/local-date.js';
import { blockOf, columns, firstPartyPlugin } from './first-party.js';
import { blocking, textsOf } from './listing-texts.js';

let plugin: Awaited<ReturnType<typeof firstPartyPlugin>>;
beforeAll(async () => void (plugin = await firstPartyPlugin('dca-assistant')));
afterAll(() => plugin.stop());

type Plan = NonNullable<BackTestResult['plan']>;
const planOf = async (path: string): Promise<Plan> => {
  const { plan, refusal } = await plugin.runFixture<BackTestResult>(path);
  if (!plan) throw new Error(refusal?.code);
  return plan;
};

describe('a plan over past closes', () => {
  test('fund units by the outside method: 10,000 at 1.5 % and 1.0150 are 147.78 and 9,706.62', async () => {
    // Source: the worked example of Chinese fund prospectuses (see src/finance/charges/fund-subscription.ts).
    const { schedule } = await planOf('fund-rounding');
    expect(schedule[0]).toMatchObject({ amount: '10000.00', fee: '147.78', units: '9706.62' });
  });

  test('a date without a close rolls forward and does not move the next', async () => {
    const { schedule } = await planOf('fund-rounding');
    expect(schedule.slice(2, 4).map(({ scheduledOn, tradedOn }) => [scheduledOn, tradedOn])).toEqual([
      ['2024-03-31', '2024-04-01'],
      ['2024-04-30', '2024-04-30'],
    ]);
  });

  test('the crisis of 2008: units are Σ 1000 / close, and its fall is that of the index', async () => {
    // Worked out independently of the library, in float64, from the same closes.
    const { input } = await plugin.fixture('crisis-fixed');
    const { closes } = (input.data as { priceSeries: { closes: string[] } }).priceSeries;
    const units = closes.reduce((sum, close) => sum + 1000 / Number(close), 0);
    const plan = await planOf('crisis-fixed');
    expect(Math.abs(Number(plan.units) - units)).toBeLessThan(0.005 * closes.length);
    expect(Number(plan.value)).toBeCloseTo(Number(plan.units) * Number(closes.at(-1)), 1);
    expect(Number(plan.netReturn)).toBeCloseTo(Number(plan.value) / Number(plan.invested) - 1, 5);
    const [peak, trough] = [Number(closes[0]), Math.min(...closes.map(Number))];
    expect(Number(plan.lumpSum?.maxDrawdown)).toBeCloseTo(trough / peak - 1, 5);
  });

  test('whole lots, the rest carried; a target seen at the close sells all at the next one, with that day’s charges', async () => {
    const { schedule, carried, targetReachedOn } = await planOf('lots-and-charges');
    // 2,000 at 9.80: 200 shares are 1,960.00 and 5.00 commission, 0.02 transfer fee; 34.98 wait.
    expect(schedule[0]).toMatchObject({ tradedOn: '2023-07-03', amount: '1965.02', fee: '5.02', units: '200' });
    expect(targetReachedOn[0]).toBe('2023-11-01');
    const sale = schedule.find(({ outcome }) => outcome === 'TOOK_PROFIT');
    // 900 × 12.55 = 11,295.00; commission 5.00, stamp duty 0.05 % = 5.65, transfer fee 0.001 % = 0.11.
    expect(sale).toMatchObject({ tradedOn: '2023-12-01', units: '-900', fee: '10.76', amount: '11284.24' });
    expect(Number(carried)).toBeGreaterThanOrEqual(0);
  });

  test('SMART buys more below the average of the day before and less above it', async () => {
    const { schedule } = await planOf('crisis-smart');
    expect(new Set(schedule.map(({ multiplier }) => multiplier))).toEqual(new Set(['0.6', '1', '1.5', '2']));
  });

  test('value averaging sells above its path', async () => {
    const { schedule } = await planOf('crisis-value-averaging');
    expect(schedule.some(({ outcome }) => outcome === 'SOLD')).toBe(true);
  });

  test('a day outside the tables of charges gives no figure', async () => {
    const { plan, refusal } = await plugin.runFixture<BackTestResult>('outside-of-the-tables');
    expect([plan, refusal?.code]).toEqual([null, 'RATE_OUT_OF_TABLE']);
  });

  test('the disclosure that a back-test needs comes with every result', async () => {
    const { disclosure, plan } = await plugin.runFixture<BackTestResult>('crisis-fixed');
    expect(plan?.compoundAnnualReturn).toMatch(/^-?\d/);
    expect(disclosure.method.zh && disclosure.dataSource.en && disclosure.riskNotice.zh).toBeTruthy();
    expect(disclosure.formulas.some((formula) => formula.startsWith('XIRR'))).toBe(true);
  });

  test('a plan is proposed only when asked for, on the product that was named, with a cap of all its dates', async () => {
    const { proposals } = await plugin.runFixture<BackTestResult>('fund-rounding');
    expect(proposals[0]?.variables.input).toMatchObject({ capTotal: '130000', expiresOn: '2027-11-30' });
    expect((await plugin.runFixture<BackTestResult>('crisis-fixed')).proposals).toEqual([]);
  });
});

test.each([
  ['a start before the first close', { startsOn: '2007-09-30' }, 'DATES'],
  ['no amount', { amount: '0' }, 'AMOUNT'],
  ['a negative fee', { subscriptionRate: '-0.01' }, 'AMOUNT'],
  ['SMART without bands', { method: 'SMART', interval: 'DAY' }, 'BANDS'],
  ['SMART on months', { method: 'SMART' }, 'DAYS_NEEDED'],
  ['a span without closes', { startsOn: '2013-12-31', until: '2014-01-31' }, 'NO_PRICES'],
])('%s is a refusal, not a failure', async (_, changes, code) => {
  const { input } = await plugin.fixture('crisis-fixed');
  const result = await plugin.run<BackTestResult>('backTest', { ...input, args: { ...input.args, ...changes } });
  expect(result.refusal?.code).toBe(code);
});

test('a constant return comes out as the compound annual return, whatever the rhythm', async () => {
  const { scenarios } = await plugin.runFixture<SimulateResult>('three-assumptions');
  for (const { annualReturn, compoundAnnualReturn } of scenarios)
    expect(Number(compoundAnnualReturn)).toBeCloseTo(Number(annualReturn), 2); // less the fee of 0.15 %
});

test('ten times the months stay within the declared fuel, which grows no faster than the input; a hundred are refused', async () => {
  const { input } = await plugin.fixture('crisis-fixed');
  const months = (count: number) => {
    const dates = Array.from({ length: count }, (_, index) => addMonths('1950-01-31', index));
    const closes = dates.map((_, index) => `${100 + ((index * 37) % 61)}`);
    const args = {
      ...input.args,
      pricesFrom: '1950-01-01',
      startsOn: '1950-01-31',
      until: addMonths('1950-01-31', count),
    };
    const priceSeries = { dates, closes, sources: ['TEST'] };
    return { ...input, args, data: { ...(input.data as object), priceSeries } } as typeof input;
  };
  const fuel = async (count: number) => (await plugin.outcome('backTest', months(count))).fuelUsed;
  const [few, many] = [await fuel(45), await fuel(450)];
  expect(many / few).toBeLessThan(10.5);
  expect(many).toBeLessThan(4e9);
  const refused = await plugin.run<BackTestResult>('backTest', months(900));
  expect(refused.refusal?.code).toBe('TOO_LONG');
});

test('all words pass the copy review of listings', async () => {
  for (const text of await textsOf('dca-assistant'))
    expect({ text, findings: blocking(text) }).toEqual({ text, findings: [] });
});

test('the README shows what the tool answers', async () => {
  const rows = await Promise.all(
    ['crisis-fixed', 'crisis-value-averaging', 'crisis-smart'].map(async (path) => {
      const { invested, proceeds, value, compoundAnnualReturn, maxDrawdown, lumpSum } = await planOf(path);
      return [
        path,
        invested,
        proceeds,
        value,
        compoundAnnualReturn ?? '-',
        maxDrawdown,
        lumpSum?.compoundAnnualReturn ?? '-',
      ];
    }),
  );
  const head = ['fixture', 'invested', 'proceeds', 'value', 'annual', 'fall', 'at once, annual'];
  expect(columns([head, ...rows])).toBe(blockOf(await plugin.readme(), 'worked-example'));
});
