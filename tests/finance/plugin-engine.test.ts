import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { QuickJS } from 'quickjs-wasi';

/** Figures of every part that plugins bundle: decimals, dates, float64 models, random numbers. */
const FIGURES = `
import * as f from './src/finance/index.ts';
import { decimal } from './src/kernel/decimal.ts';
const prices = Array.from({ length: 250 }, (_, i) => ({
  on: f.scheduledDay('2004-01-31', 'MONTHLY', i), price: decimal(100 + ((i * 37) % 61)) }));
const dates = f.contributionDates({ start: '2004-01-31', frequency: 'MONTHLY', until: prices.at(-1).on, isTradingDay: () => true });
const terms = { kind: 'PUT', spot: 50, strike: 52, years: 0.7, volatility: 0.3, rate: 0.04, dividendYield: 0.01 };
globalThis.figures = () => JSON.stringify([
  f.simulatePlan({ prices, dates, rule: { kind: 'FIXED', amount: decimal(1000) }, subscriptionRate: decimal('0.0015'),
    redemptionRate: decimal('0.005'), currency: 'CNY', takeProfit: { target: { kind: 'XIRR', rate: decimal('0.1'), minDays: 365 },
    onTarget: 'RESET' } }),
  f.blackScholesMerton(terms), f.americanValue(terms),
  f.goalProbability({ target: decimal(20000), present: decimal(0), payment: decimal(100), months: 120, blockMonths: 12, paths: 200,
    monthlyReturns: prices.slice(1).map((day, i) => day.price.div(prices[i].price).sub(1)), seed: 7, decimals: 2 }),
  f.neededContribution(decimal(1e6), decimal(0), { rate: f.monthlyRate(decimal('0.05')), months: 240 }, 2),
]);`;

test('the engine of plugins gives the very figures that this process gives', async () => {
  const { outputFiles } = await build({
    stdin: { contents: FIGURES, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2023',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
  });
  const source = outputFiles[0]?.text ?? '';
  // oxlint-disable-next-line typescript/no-implied-eval -- the source stands above
  const here = new Function(`${source}; return globalThis.figures()`)() as string;
  const wasm = await readFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
  const vm = await QuickJS.create({ wasm });
  const result = vm.evalCode(`${source}; globalThis.figures()`).consume((handle) => handle.toString());
  vm.dispose();
  expect(result).toBe(here);
  expect(here).toContain('"earlyExercisePremium"');
});
