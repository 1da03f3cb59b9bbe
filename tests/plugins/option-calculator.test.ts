import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EmployeeOptionsResult } from '../../plugins/option-calculator/src/generated/employeeOptions.js';
import type { ExerciseOrSellResult } from '../../plugins/option-calculator/src/generated/exerciseOrSell.js';
import type { HeldOptionsResult } from '../../plugins/option-calculator/src/generated/heldOptions.js';
import type { OptionValueResult } from '../../plugins/option-calculator/src/generated/optionValue.js';
import type { PayoffResult } from '../../plugins/option-calculator/src/generated/payoff.js';
import { blockOf, columns, firstPartyPlugin } from './first-party.js';

let plugin: Awaited<ReturnType<typeof firstPartyPlugin>>;
beforeAll(async () => void (plugin = await firstPartyPlugin('option-calculator')));
afterAll(() => plugin.stop());

describe('payoff', () => {
  test('a bull spread: break-even, both extremes, and a chart that holds every corner', async () => {
    const { breakEvens, maxProfit, maxLoss, chart } = await plugin.runFixture<PayoffResult>('bull-spread');
    expect([breakEvens, maxProfit, maxLoss]).toEqual([['4.602'], '1980.00', '-1020.00']);
    const prices = chart.map(({ price }) => Number(price));
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    for (const corner of [4.5, 4.602, 4.8]) expect(prices).toContain(corner);
  });

  test('a gain without limit has no figure, and a hedge says that its worst outcome still gains', async () => {
    const { maxProfit, maxLoss } = await plugin.runFixture<PayoffResult>('protective-put');
    expect([maxProfit, maxLoss]).toEqual([null, '15000.00']);
  });

  test('the exercise price of a call is told in both languages, with the cash it takes and the price from which it gains', async () => {
    const { words } = await plugin.runFixture<PayoffResult>('bull-spread');
    expect(words[0]?.en).toContain('you may buy 10000 units for another 45000 CNY');
    expect(words[0]?.en).toContain('gains only above 4.65');
    expect(words[0]?.zh).toContain('行权要另付 45000 CNY');
    expect(words[1]?.en).toContain('you must deliver 10000 units');
  });

  test('ten legs and 100 points stay within the fuel', async () => {
    const { input } = await plugin.fixture('bull-spread');
    const [leg] = input.args['legs'] as object[];
    const legs = Array.from({ length: 10 }, (_, index) => ({ ...leg, strike: String(3 + index / 10) }));
    const { chart } = await plugin.run<PayoffResult>('payoff', {
      ...input,
      args: { ...input.args, legs, points: 100 },
    });
    expect(chart.length).toBeGreaterThan(100);
  });
});

describe('model value', () => {
  // J. Hull, "Options, Futures, and Other Derivatives", examples 15.6 (4.76 for half a year) and 21.1 (4.28 for five months).
  test('Hull’s examples, with whole calendar days', async () => {
    const european = await plugin.runFixture<OptionValueResult>('european-call');
    const american = await plugin.runFixture<OptionValueResult>('american-put');
    expect([european.daysLeft, Number(european.value).toFixed(2)]).toEqual([182, '4.75']);
    expect([american.daysLeft, Number(american.value).toFixed(2)]).toEqual([152, '4.28']);
  });

  test('put–call parity: c − p = S e^(−qT) − K e^(−rT)', async () => {
    const { input } = await plugin.fixture('european-call');
    const number = (min: number, max: number) => fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1000);
    const terms = fc.record({
      strike: number(20, 80),
      spot: number(20, 80),
      volatility: number(0.05, 1),
      rate: number(0, 0.15),
      dividendYield: number(0, 0.1),
    });
    await fc.assert(
      fc.asyncProperty(terms, async (numbers) => {
        const given = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
        const value = async (kind: string) =>
          Number(
            (await plugin.run<OptionValueResult>('optionValue', { ...input, args: { ...input.args, ...given, kind } }))
              .value,
          );
        const { spot, strike, rate, dividendYield } = numbers;
        const years = 182 / 365;
        const parity = spot * Math.exp(-dividendYield * years) - strike * Math.exp(-rate * years);
        expect((await value('CALL')) - (await value('PUT'))).toBeCloseTo(parity, 5);
      }),
      { numRuns: 40 },
    );
  });

  test('an option that has expired is refused', async () => {
    const { input } = await plugin.fixture('european-call');
    const expired = plugin.run('optionValue', { ...input, args: { ...input.args, expiresOn: '2026-11-19' } });
    await expect(expired).rejects.toThrow('The option has expired');
  });
});

test('what is held is told by its contract’s terms; an option without known terms is named, not guessed at', async () => {
  const { options, withoutTerms } = await plugin.runFixture<HeldOptionsResult>('held-put');
  expect(options).toHaveLength(1);
  expect(options[0]).toMatchObject({
    daysLeft: 33,
    contracts: '6',
    breakEven: '4.25',
    intrinsic: '6000.00',
    payoffAtSpot: '-3000.00',
    exercisePayment: '264000.00',
  });
  expect(withoutTerms).toEqual(['XSHG:OLD']);
});

test('exercising early is laid beside selling, with the time value that it gives up', async () => {
  expect(await plugin.runFixture<ExerciseOrSellResult>('call-with-time-value')).toMatchObject({
    exerciseNet: '2390.00',
    saleNet: '2497.00',
    higher: 'SELL',
    timeValueGivenUp: '100.00',
    exercisePayment: '20000.00',
  });
});

test('employee options: a second exercise pays the difference of the year’s tax; after 2027 there is no figure', async () => {
  const { outcome } = await plugin.runFixture<EmployeeOptionsResult>('employee-second-exercise');
  expect(outcome).toMatchObject({
    taxDue: '15600.00',
    cashNeeded: '115600.00',
    row: { id: 'CN.equityIncentive@2019-01-01' },
  });
  const late = await plugin.runFixture<EmployeeOptionsResult>('employee-after-2027');
  expect(late.outcome).toMatchObject({ state: 'EXPIRED', taxDue: null, row: { validTo: '2027-12-31' } });
});

test('the README shows what the tools answer', async () => {
  const spread = await plugin.runFixture<PayoffResult>('bull-spread');
  const european = await plugin.runFixture<OptionValueResult>('european-call');
  const american = await plugin.runFixture<OptionValueResult>('american-put');
  const greeks = ({ greeks }: OptionValueResult) =>
    Object.entries(greeks)
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', ');
  const rows = [
    ['bull spread', 'break-even', spread.breakEvens.join(', ')],
    ['', 'best and worst outcome', `${spread.maxProfit} and ${spread.maxLoss}`],
    ['', `at ${spread.underlying.price}`, spread.payoffAtSpot],
    ['European call', `value, ${european.daysLeft} days`, european.value],
    ['', 'Greeks', greeks(european)],
    ['American put', `value, ${american.daysLeft} days`, american.value],
    ['', 'early exercise', american.earlyExercisePremium ?? '-'],
  ];
  expect(blockOf(await plugin.readme(), 'worked-example')).toBe(columns(rows));
});
