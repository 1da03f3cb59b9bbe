import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheckUpResult } from '../../plugins/account-check-up/src/generated/checkUp.js';
import type { TradeCostsResult } from '../../plugins/cross-border-tax/src/generated/tradeCosts.js';
import type { YearEndReportResult } from '../../plugins/cross-border-tax/src/generated/yearEndReport.js';
import type { EmployeeOptionsResult } from '../../plugins/option-calculator/src/generated/employeeOptions.js';
import type { ExerciseOrSellResult } from '../../plugins/option-calculator/src/generated/exerciseOrSell.js';
import type { HeldOptionsResult } from '../../plugins/option-calculator/src/generated/heldOptions.js';
import type { OptionValueResult } from '../../plugins/option-calculator/src/generated/optionValue.js';
import type { PayoffResult } from '../../plugins/option-calculator/src/generated/payoff.js';
import { listPersonas, seedWorld } from '../../sandbox/index.js';
import { decimal, sum } from '../../src/kernel/decimal.js';
import { createRegistryWorld, type RegistryWorld } from './registry/registry-world.js';

// The sandbox world behind the registry: an app calls the platform's own tools for its personas, through GraphQL, under two consents.
let world: RegistryWorld;
const PLUGINS = ['cross-border-tax', 'option-calculator', 'account-check-up'];

interface Persona {
  readonly grant: string;
  readonly page: string;
}
const personas = new Map<string, Persona>();

beforeAll(async () => {
  world = await createRegistryWorld();
  await seedWorld(world.database);
  for (const plugin of PLUGINS) await world.listOwn(plugin);
  for (const nameEn of ['Chen Zhiyuan', 'Zhou Hang']) {
    const found = listPersonas().find((persona) => persona.nameEn === nameEn);
    if (!found) throw new Error(`The sandbox has no ${nameEn}`);
    const customer = { ...world.anna, id: found.customerId };
    const page = await world.pageOf(customer);
    for (const plugin of PLUGINS) await world.install(page, `@openfolio/${plugin}`);
    const { rows } = await world.database.ops.query<{ id: string }>('SELECT id FROM account WHERE customer_id = $1', [
      found.customerId,
    ]);
    const grant = await world.grant({ customer, accounts: rows.map(({ id }) => id) });
    personas.set(nameEn, { page, grant });
  }
}, 240_000);
afterAll(() => world?.close());

const INVOKE = `mutation($input: InvokePluginInput!) { invokePlugin(input: $input) {
  result disclaimer run { status fuelUsed receipt } userErrors { code message } } }`;

interface Invoked<Result> {
  readonly invokePlugin: {
    readonly result: Result;
    readonly disclaimer: string;
    readonly run: { readonly status: string; readonly fuelUsed: number | string; readonly receipt: string };
    readonly userErrors: readonly unknown[];
  };
}

async function call<Result>(persona: string, plugin: string, tool: string, args: object): Promise<Result> {
  const input = { plugin: `@openfolio/${plugin}`, tool, args };
  const { invokePlugin } = await world.data<Invoked<Result>>(INVOKE, { input }, personas.get(persona)?.grant ?? '');
  expect(invokePlugin.userErrors).toEqual([]);
  expect(invokePlugin.run).toMatchObject({ status: 'SUCCEEDED', receipt: expect.stringMatching(/^ey/) });
  expect(invokePlugin.disclaimer).toContain('风险提示');
  return invokePlugin.result;
}

test('the founder’s report of 2025: A shares, Hong Kong and US holdings of two accounts, gains abroad pooled in CNY', async () => {
  const args = { year: 2025, rateDay: '2025-12-31', hasW8Ben: true };
  const report = await call<YearEndReportResult>('Chen Zhiyuan', 'cross-border-tax', 'yearEndReport', args);
  const holdings = report.accounts.flatMap((account) => account.holdings);
  const channels = new Set(holdings.map(({ channel }) => channel));
  expect([...channels].sort()).toEqual(expect.arrayContaining(['A_SHARE', 'HONG_KONG_DIRECT', 'US_DIRECT']));
  const apple = holdings.find(({ instrument }) => instrument === 'XNAS:AAPL');
  const withheld = apple?.lines.find(({ kind }) => kind === 'US_DIVIDEND_WITHHOLDING');
  expect(withheld?.due).toBe(apple?.taxTaken); // the sandbox withholds 10 %, as the treaty says
  const { row, netCny, dueCny } = report.overseasGains ?? {};
  expect(row?.id).toBe('CN.overseas.capitalGain.individual@2019-01-01');
  expect(
    decimal(netCny ?? '0')
      .mul('0.2')
      .toFixed(2),
  ).toBe(dueCny); // he sold NVIDIA at a gain in August
  const nvidia = holdings.find(({ instrument }) => instrument === 'XNAS:NVDA');
  expect(nvidia?.costs.map(({ code, row: rate }) => [code, rate?.validFrom])).toContainEqual([
    'FINRA_TAF',
    '2024-01-01',
  ]);
});

test('what he would pay to trade, on both sides, by the day', async () => {
  const args = {
    instruments: [{ mic: 'XHKG', symbol: '0700' }],
    quantity: '100',
    price: '600',
    tradeDate: '2026-10-30',
    commissionRate: '0.0003',
  };
  const { sides } = await call<TradeCostsResult>('Chen Zhiyuan', 'cross-border-tax', 'tradeCosts', args);
  // 60,000: commission 18.00, stamp duty 60, levies 1.62 + 0.09, trading fee 3.39, settlement 2.52.
  expect(sides.map(({ side, total }) => [side, total])).toEqual([
    ['BUY', '85.62'],
    ['SELL', '85.62'],
  ]);
});

test('his check-up explains the whole profit, and each figure says in words what it is', async () => {
  const args = { rateDay: '2026-10-30', instruments: 5 };
  const { profit, returns, currencies, findings } = await call<CheckUpResult>(
    'Chen Zhiyuan',
    'account-check-up',
    'checkUp',
    args,
  );
  const parts = [...profit.byInstrument.map((part) => part.profit), profit.others.profit, profit.rest];
  expect(sum(parts.map(decimal)).toFixed(2)).toBe(profit.total);
  expect(
    decimal(returns.xirr ?? '0')
      .sub(returns.twrAnnualised ?? '0')
      .toDecimalPlaces(6)
      .toFixed(),
  ).toBe(returns.timing);
  expect(sum(currencies.map(({ weight }) => decimal(weight))).toFixed()).toBe('1');
  expect(findings.map(({ code }) => code)).toEqual([
    'PROFIT',
    'LARGEST',
    'TIMING',
    'DRAWDOWN',
    'CONCENTRATION',
    'CURRENCY',
    'COSTS',
    'CASH',
  ]);
});

test('the options trader’s puts: payoff, model value, selling against exercising', async () => {
  const instruments = [{ mic: 'XSHG', symbol: '510300' }];
  const legs = [
    { kind: 'UNDERLYING', quantity: '60000', price: '3.4', multiplier: '1' },
    { kind: 'PUT', strike: '4.4', quantity: '6', price: '0.15', multiplier: '10000' },
  ];
  const { maxLoss, words } = await call<PayoffResult>('Zhou Hang', 'option-calculator', 'payoff', {
    instruments,
    legs,
    fees: '30',
    points: 20,
  });
  expect(maxLoss).toBe('50970.00'); // 60,000 × (4.4 − 0.15 − 3.4) − 30: even the worst price leaves a gain
  expect(words[1]?.zh).toContain('行权价 4.4');
  const terms = { instruments, kind: 'PUT', strike: '4.4' };
  const model = {
    ...terms,
    style: 'EUROPEAN',
    expiresOn: '2026-12-23',
    volatility: '0.2',
    rate: '0.015',
    dividendYield: '0',
  };
  const { value, underlying } = await call<OptionValueResult>('Zhou Hang', 'option-calculator', 'optionValue', model);
  expect([underlying.priceFrom, decimal(value).greaterThan(0)]).toEqual(['QUOTE', true]);
  const offer = {
    ...terms,
    bid: '0.088',
    contracts: '6',
    multiplier: '10000',
    exerciseFees: '0',
    saleFees: '30',
    spot: '4.5',
  };
  const { higher } = await call<ExerciseOrSellResult>('Zhou Hang', 'option-calculator', 'exerciseOrSell', offer);
  expect(higher).toBe('SELL');
});

test('the options he holds are explained from their contracts’ terms', async () => {
  const { options } = await call<HeldOptionsResult>('Zhou Hang', 'option-calculator', 'heldOptions', {});
  expect(
    options.map(({ instrument, kind, strike, expiresOn, contracts }) => [
      instrument,
      kind,
      strike,
      expiresOn,
      contracts,
    ]),
  ).toEqual([['XSHG:510300P2612M04400', 'PUT', '4.4', '2026-12-23', '6']]);
  expect(options[0]?.underlying).toBe('XSHG:510300');
  expect(options[0]?.words.en).toContain('you may sell 60000 units');
});

test('employee options need nothing of the customer’s data', async () => {
  const args = { shares: '10000', strike: '10', marketPrice: '20', earlierIncome: '0', exercisedOn: '2026-05-06' };
  const { outcome } = await call<EmployeeOptionsResult>('Zhou Hang', 'option-calculator', 'employeeOptions', args);
  expect(outcome.taxDue).toBe('7480.00'); // 100,000 × 10 % − 2,520
});
