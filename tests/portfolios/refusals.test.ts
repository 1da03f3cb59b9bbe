import { expect, test } from '@jest/globals';
import { emptyAccount } from '../../src/portfolios/derive/account-state.js';
import { applyTransaction } from '../../src/portfolios/derive/apply-transaction.js';
import { type LedgerTransaction, ledgerTransaction } from '../../src/portfolios/derive/ledger-transaction.js';

const INSTRUMENT = '018f0000-0000-7000-8000-000000000001';

function transaction(
  fields: Partial<
    Record<'ref' | 'type' | 'instrument' | 'quantity' | 'currency' | 'gross' | 'net' | 'ratio' | 'cost', string>
  >,
): LedgerTransaction {
  const {
    ref = 'T-1',
    type = 'BUY',
    instrument = INSTRUMENT,
    quantity = '0',
    currency = 'CNY',
    gross = '0',
    net = gross,
    ratio = null,
    cost = null,
  } = fields;
  return ledgerTransaction([
    'id',
    'account',
    ref,
    type,
    '2024-01-02',
    instrument || null,
    quantity,
    currency,
    gross,
    net,
    null,
    null,
    ratio,
    cost,
    null,
    'f',
  ]);
}

function apply(...transactions: LedgerTransaction[]) {
  const account = emptyAccount({ accountId: 'account', customerId: 'customer', ref: 'A-7' });
  for (const one of transactions) applyTransaction(account, one);
  return account;
}

const bought = transaction({ quantity: '100', gross: '-1000', net: '-1005' });

test('selling more than is held is refused, naming account and transaction', () => {
  expect(() => apply(bought, transaction({ ref: 'T-2', type: 'SELL', quantity: '-101', net: '1' }))).toThrow(
    expect.objectContaining({
      code: 'OVERSOLD',
      message: expect.stringMatching(/T-2 takes 101 units out of account A-7, which holds 100 on 2024-01-02/),
    }),
  );
});

test.each([
  ['a purchase without units', transaction({ quantity: '0' }), /quantity must be positive/],
  ['a sale with units in', transaction({ type: 'SELL', quantity: '5' }), /quantity must be negative/],
  ['units without an instrument', transaction({ instrument: '', quantity: '5' }), /names no instrument/],
  ['a position in two currencies', transaction({ quantity: '5', currency: 'HKD' }), /kept in CNY/],
  ['a transfer in without cost', transaction({ type: 'TRANSFER_IN', quantity: '5' }), /cost_basis/],
  ['a split without ratio', transaction({ type: 'SPLIT' }), /split_ratio/],
  ['an exchange without a second currency', transaction({ type: 'FX', instrument: '', net: '5' }), /second currency/],
  ['an expiry that pays', transaction({ type: 'EXPIRE', quantity: '-5', net: '1' }), /pays nothing/],
  ['units that cost less than nothing', transaction({ quantity: '5', net: '5' }), /less than nothing/],
])('%s is refused', (_, wrong, reason) => {
  expect(() => apply(bought, wrong)).toThrow(
    expect.objectContaining({ code: 'INVALID_TRANSACTION', message: expect.stringMatching(reason) }),
  );
});

test('options: expiry loses the premium, exercise moves it out at the payoff', () => {
  const expired = apply(bought, transaction({ type: 'EXPIRE', quantity: '-100' })).positions.get(INSTRUMENT);
  expect([expired?.realizedPnl.toString(), expired?.quantity.toString()]).toEqual(['-1005', '0']);
  const settled = apply(
    bought,
    transaction({ type: 'EXERCISE', quantity: '-40', gross: '800', net: '798' }),
  ).positions.get(INSTRUMENT);
  expect([settled?.realizedPnl.toString(), settled?.costBasis.toString()]).toEqual(['396', '603']); // 798 − 402; 1,005 − 402
});

test('rights add a lot of their own; adjustments mend units, cash and profit', () => {
  const account = apply(
    bought,
    transaction({ ref: 'T-2', type: 'RIGHTS', quantity: '30', gross: '-240', net: '-240' }),
    transaction({ ref: 'T-3', type: 'ADJUSTMENT', quantity: '-10', net: '95' }),
    transaction({ ref: 'T-4', type: 'ADJUSTMENT', net: '-3' }),
    transaction({ ref: 'T-5', type: 'ADJUSTMENT', instrument: '', net: '8' }),
  );
  const position = account.positions.get(INSTRUMENT);
  expect(position?.lots.map(({ quantity, cost }) => [quantity, cost].join('/'))).toEqual(['90/904.5', '30/240']);
  expect(position?.realizedPnl.toString()).toBe('-8.5'); // 95 − 100.50 − 3
  expect(account.balances.get('CNY')?.total.toString()).toBe('-1145'); // −1,005 − 240 + 95 − 3 + 8
});
