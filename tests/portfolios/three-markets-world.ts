import type pg from 'pg';
import { listInstrument, onboardCustomer, openAccount, recordTransactions } from './ledger-fixture.js';

/**
 * One customer with accounts in Shanghai (and a second one there), Hong Kong and New York; a purchase in New York was a mistake
 * and is reversed. Rates: 7.20 CNY and 7.80 HKD per USD, from 2024-09-03 on 7.10 CNY; so 1 HKD is 0.923076923077 CNY, then
 * 0.910256410256.
 */
export async function threeMarkets(pool: pg.Pool) {
  const customer = await onboardCustomer(pool, 'three-markets');
  const [shanghai, second] = [
    await openAccount(pool, customer, 'CNY', 'SH-1'),
    await openAccount(pool, customer, 'CNY', 'SH-2'),
  ];
  const [hongKong, newYork] = [
    await openAccount(pool, customer, 'HKD', 'HK-1'),
    await openAccount(pool, customer, 'USD', 'US-1'),
  ];
  const { bank, tencent, apple } = await listMarkets(pool);
  const cn = { account: shanghai, currency: 'CNY', instrument: bank };
  const hk = { account: hongKong, currency: 'HKD', instrument: tencent };
  const us = { account: newYork, currency: 'USD', instrument: apple };
  const cash = { instrument: undefined };
  const [, , , , , , , , , , mistake = ''] = await recordTransactions(pool, customer, [
    { ...cn, ...cash, ref: 'c1', type: 'DEPOSIT', on: '2024-01-02', net: '100000' },
    { ...cn, ref: 'c2', type: 'BUY', on: '2024-01-03', quantity: '1000', gross: '-30000', net: '-30007.80' },
    { ...cn, ref: 'c3', type: 'BUY', on: '2024-03-01', quantity: '500', gross: '-18000', net: '-18005.18' },
    { ...cn, ref: 'c4', type: 'BONUS', on: '2024-05-10', quantity: '750' },
    { ...cn, ref: 'c5', type: 'DIVIDEND', on: '2024-06-20', gross: '900' },
    {
      ...cn,
      ref: 'c6',
      type: 'SELL',
      on: '2024-07-01',
      quantity: '-1800',
      gross: '45000',
      net: '44965.80',
      charges: [
        { code: 'COMMISSION', amount: '11.25', currency: 'CNY', rateRowFrom: null },
        { code: 'STAMP_DUTY', amount: '22.50', currency: 'CNY', rateRowFrom: '2023-08-28' },
      ],
    },
    { ...cn, ref: 'c7', type: 'TAX_TOP_UP', on: '2024-07-01', net: '-72' },
    { ...cn, ref: 'c8', type: 'TRANSFER_OUT', on: '2024-08-01', quantity: '-200' },
    {
      ...cn,
      account: second,
      ref: 'c9',
      type: 'TRANSFER_IN',
      on: '2024-08-01',
      quantity: '200',
      costBasis: '4801.38',
      acquiredOn: '2024-03-01',
    },
    { ...us, ...cash, ref: 'u1', type: 'DEPOSIT', on: '2024-01-08', net: '10000' },
    { ...us, ref: 'u2', type: 'BUY', on: '2024-01-08', quantity: '5', gross: '-1000', net: '-1000.99' },
    { ...us, ref: 'u3', type: 'BUY', on: '2024-01-09', quantity: '20', gross: '-3605', net: '-3605.99' },
    { ...us, ref: 'u4', type: 'DIVIDEND', on: '2024-02-15', gross: '4.80' },
    { ...us, ref: 'u5', type: 'DIVIDEND_TAX', on: '2024-02-15', net: '-0.48' },
    { ...us, ref: 'u6', type: 'SELL', on: '2024-06-03', quantity: '-20', gross: '3850', net: '3848.89' },
    { ...us, ...cash, ref: 'u7', type: 'WITHDRAWAL', on: '2024-06-10', net: '-1000' },
    { ...hk, ...cash, ref: 'h1', type: 'DEPOSIT', on: '2024-01-04', net: '200000' },
    { ...hk, ref: 'h2', type: 'BUY', on: '2024-01-05', quantity: '400', gross: '-116000', net: '-116157.17' },
    { ...hk, ref: 'h3', type: 'SPLIT', on: '2024-04-10', splitRatio: '5' },
    { ...hk, ref: 'h4', type: 'DIVIDEND', on: '2024-05-20', gross: '1360' },
    { ...hk, ref: 'h5', type: 'SELL', on: '2024-09-02', quantity: '-700', gross: '52500', net: '52428.57' },
    {
      ...hk,
      ...cash,
      ref: 'h6',
      type: 'FX',
      on: '2024-09-03',
      net: '-20000',
      counter: { currency: 'USD', amount: '2560' },
    },
    { ...hk, ...cash, ref: 'h7', type: 'FEE', on: '2024-09-30', net: '-50' },
  ]);
  await recordTransactions(pool, customer, [
    {
      ...us,
      ref: 'u8',
      type: 'BUY',
      on: '2024-01-10',
      quantity: '-5',
      gross: '1000',
      net: '1000.99',
      reverses: mistake,
    },
  ]);
  return { customer, shanghai, second, hongKong, newYork };
}

async function listMarkets(pool: pg.Pool) {
  const bank = await listInstrument(pool, 'XSHG', '600000', 'CNY');
  const tencent = await listInstrument(pool, 'XHKG', '700', 'HKD');
  const apple = await listInstrument(pool, 'XNAS', 'AAPL', 'USD');
  await pool.query(
    `INSERT INTO price_daily (instrument_id, date, open, high, low, close, source)
     SELECT i::uuid, d::date, c::numeric, c::numeric, c::numeric, c::numeric, 'TEST' FROM (VALUES ($1, '2024-01-03', '31'), ($1, '2024-12-31', '24'),
       ($2, '2024-12-31', '74'), ($3, '2024-01-09', '190')) AS v(i, d, c)`,
    [bank, tencent, apple],
  );
  await pool.query(
    `INSERT INTO fx_rate (base_currency, quote_currency, date, rate, source)
     VALUES ('USD', 'CNY', '2024-01-01', 7.2, 'TEST'), ('USD', 'HKD', '2024-01-01', 7.8, 'TEST'), ('USD', 'CNY', '2024-09-03', 7.1, 'TEST')`,
  );
  return { bank, tencent, apple };
}
