import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlanGoalResult } from '../../plugins/goal-planner/src/generated/planGoal.js';
import { blockOf, columns, firstPartyPlugin } from './first-party.js';
import { blocking, textsOf } from './listing-texts.js';

let plugin: Awaited<ReturnType<typeof firstPartyPlugin>>;
beforeAll(async () => void (plugin = await firstPartyPlugin('goal-planner')));
afterAll(() => plugin.stop());

type Plan = NonNullable<PlanGoalResult['plan']>;
const planFor = async (path: string, changes: Record<string, unknown> = {}): Promise<PlanGoalResult> => {
  const { input } = await plugin.fixture(path);
  return plugin.run<PlanGoalResult>('planGoal', { ...input, args: { ...input.args, ...changes } });
};
const found = ({ plan, refusal }: PlanGoalResult): Plan => {
  if (!plan) throw new Error(refusal?.code);
  return plan;
};

describe('what is needed', () => {
  test('education: the goal after inflation, and equal payments that reach it, by the textbook formulas in float64', async () => {
    const { nominal, target, neededContribution } = found(await planFor('education'));
    const wanted = 100_000 * 1.02 ** 15;
    expect(Number(nominal)).toBeCloseTo(wanted, 1);
    expect(target).toBe(nominal);
    const i = 1.04 ** (1 / 12) - 1;
    const growth = (1 + i) ** 180;
    expect(Number(neededContribution)).toBeCloseTo((wanted - 20_000 * growth) / ((growth - 1) / i), 1);
  });

  test('a pension’s target is what its payments draw down to nothing', async () => {
    const { nominal, target } = found(await planFor('pension'));
    const [i, inflation] = [1.035 ** (1 / 12) - 1, 1.02 ** (1 / 12) - 1];
    let [left, payment] = [Number(target), Number(nominal)];
    for (let month = 0; month < 240; month += 1) {
      left = (left - payment) * (1 + i);
      payment *= 1 + inflation;
    }
    expect(Math.abs(left)).toBeLessThan(10);
  });

  test('a wage plan reaches its target with payments that rise with the wage', async () => {
    const { target, wageShare } = found(await planFor('pension'));
    const i = 1.035 ** (1 / 12) - 1;
    let value = 0;
    for (let month = 0; month < 360; month += 1)
      value = value * (1 + i) + Number(wageShare?.share) * 15_000 * 1.03 ** Math.floor(month / 12);
    expect(value).toBeGreaterThanOrEqual(Number(target));
    expect(value / Number(target)).toBeLessThan(1.003); // a share is rounded up to 0.01 %
  });

  test('the personal pension account: 12,000 deductible, 3 % of each payout, with the rule’s row', async () => {
    const { personalPension, nominal } = found(await planFor('pension'));
    expect(personalPension).toMatchObject({ deductiblePerYear: '12000.00', taxSavedPerYear: '2400.00' });
    expect(Number(personalPension?.payoutTaxPerMonth)).toBeCloseTo(Number(nominal) * 0.03, 2);
    expect(personalPension?.rule).toMatchObject({ validFrom: '2022-11-25', status: 'SECONDARY' });
  });
});

describe('how often the past reaches it', () => {
  test('the same seed gives the same figures, another one others within the standard error', async () => {
    const [first, again, other] = [
      found(await planFor('education')).probability,
      found(await planFor('education')).probability,
      found(await planFor('education', { seed: 2 })).probability,
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(Math.abs(Number(other.probability) - Number(first.probability))).toBeLessThan(
      5 * Number(first.standardError),
    );
  });

  test('a higher payment reaches it more often', async () => {
    const share = async (payment: string) =>
      Number(found(await planFor('education', { payment })).probability.probability);
    const [low, high] = [await share('200'), await share('1500')];
    expect(low).toBeLessThan(high);
  });

  test('a past that never moves reaches what was paid in, always or never', async () => {
    const { input } = await plugin.fixture('education');
    const { dates } = (input.data as { priceSeries: { dates: string[] } }).priceSeries;
    const flat = {
      ...(input.data as object),
      priceSeries: { dates, closes: dates.map(() => '100'), sources: ['TEST'] },
    };
    const share = async (payment: string) => {
      const args = { ...input.args, payment, paths: 100 };
      return found(await plugin.run<PlanGoalResult>('planGoal', { ...input, args, data: flat })).probability;
    };
    // 134,586.83 − 20,000 over 180 months is 636.60 a month.
    expect(await share('636.60')).toMatchObject({ probability: '1', low: '134588.00', high: '134588.00' });
    expect(await share('636.50')).toMatchObject({ probability: '0' });
  });
});

test.each<[string, string, Record<string, unknown>, string]>([
  ['two years of the past', 'too-short-a-past', {}, 'SHORT_PAST'],
  ['no amount', 'education', { amountToday: '0' }, 'AMOUNT'],
  ['a return of 60 %', 'education', { annualReturn: '0.6' }, 'RATES'],
  ['more draws than fit', 'education', { paths: 5000 }, 'TOO_LONG'],
  ['a personal pension in dollars', 'education', { personalPension: { marginalRate: '0.2' } }, 'PENSION_ONLY'],
])('%s is a refusal, not a failure', async (_, path, changes, code) => {
  expect((await planFor(path, changes)).refusal?.code).toBe(code);
});

test('fifty years of the most draws that are let in stay within the declared fuel', async () => {
  const { input } = await plugin.fixture('pension');
  const outcome = await plugin.outcome('planGoal', {
    ...input,
    args: { ...input.args, months: 600, payoutMonths: 480, paths: 500, blockMonths: 12 },
  });
  expect(outcome.ok && outcome.fuelUsed).toBeLessThan(4e9);
});

test('all words pass the copy review of listings', async () => {
  for (const text of await textsOf('goal-planner'))
    expect({ text, findings: blocking(text) }).toEqual({ text, findings: [] });
});

test('the README shows what the tool answers', async () => {
  const rows = await Promise.all(
    ['education', 'pension'].map(async (path) => {
      const { target, neededContribution, wageShare, probability } = found(await planFor(path));
      const { payment, standardError, low, median, high } = probability;
      return [
        path,
        target,
        neededContribution,
        wageShare?.share ?? '-',
        payment,
        `${probability.probability} ± ${standardError}`,
        low,
        median,
        high,
      ];
    }),
  );
  const head = ['fixture', 'target', 'needed', 'share of wage', 'payment', 'share of draws', 'low', 'median', 'high'];
  expect(columns([head, ...rows])).toBe(blockOf(await plugin.readme(), 'worked-example'));
});
