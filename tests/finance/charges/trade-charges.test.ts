import { describe, expect, test } from '@jest/globals';
import { type TradeToCharge, totalCharges, tradeCharges } from '../../../src/finance/charges/index.js';
import { type Decimal, decimal } from '../../../src/kernel/decimal.js';

interface Trade {
  mic: string;
  side: 'BUY' | 'SELL';
  tradeDate: string;
  gross: string;
  quantity?: string;
  commissionRate?: string;
  instrumentType?: string;
}

const A_SHARE = { mic: 'XSHG', tradeDate: '2026-11-20', commissionRate: '0.00025' } as const;
const HONG_KONG = { mic: 'XHKG', commissionRate: '0' } as const;
const NEW_YORK = { mic: 'XNAS', side: 'SELL', commissionRate: '0' } as const;

describe('A shares', () => {
  test('selling 100,000 at 0.025 % leaves 99,924.00: 25.00 + 50.00 + 1.00', () => {
    const lines = charges({ ...A_SHARE, side: 'SELL', gross: '100000' });
    expect(table(lines)).toEqual({ COMMISSION: '25.00', STAMP_DUTY: '50.00', TRANSFER_FEE: '1.00' });
    expect(decimal('100000').sub(totalCharges(lines)).toFixed(2)).toBe('99924.00');
    expect(lines.map((line) => [line.currency, line.rateRowFrom])).toEqual([
      ['CNY', '2002-05-01'],
      ['CNY', '2023-08-28'],
      ['CNY', '2022-04-29'],
    ]);
  });

  test('a buyer pays no stamp duty, and at least 5 commission', () => {
    expect(table(charges({ ...A_SHARE, side: 'BUY', gross: '8000' }))).toEqual({
      COMMISSION: '5.00',
      TRANSFER_FEE: '0.08',
    });
  });

  test('the stamp duty of 2023-08-25 was 0.1 %', () => {
    expect(table(charges({ ...A_SHARE, tradeDate: '2023-08-25', side: 'SELL', gross: '100000' }))['STAMP_DUTY']).toBe(
      '100.00',
    );
  });

  test('each line is rounded half-up once: 0.005 of a transfer fee is a cent', () => {
    expect(table(charges({ ...A_SHARE, side: 'BUY', gross: '500' }))['TRANSFER_FEE']).toBe('0.01');
    expect(table(charges({ ...A_SHARE, side: 'BUY', gross: '499.99' }))['TRANSFER_FEE']).toBeUndefined();
  });

  test('an ETF costs commission only', () => {
    expect(table(charges({ ...A_SHARE, instrumentType: 'ETF', side: 'SELL', gross: '100000' }))).toEqual({
      COMMISSION: '25.00',
    });
  });

  test('a commission above 0.3 % or below 0 is refused', () => {
    for (const commissionRate of ['0.0030001', '-0.0001']) {
      expect(() => charges({ ...A_SHARE, side: 'BUY', gross: '1000', commissionRate })).toThrow(
        expect.objectContaining({ code: 'COMMISSION_ABOVE_CAP' }),
      );
    }
    expect(table(charges({ ...A_SHARE, side: 'BUY', gross: '100000', commissionRate: '0.003' }))['COMMISSION']).toBe(
      '300.00',
    );
  });

  test('a trade before the table is refused', () => {
    expect(() => charges({ ...A_SHARE, tradeDate: '2015-07-31', side: 'BUY', gross: '1000' })).toThrow(
      expect.objectContaining({ code: 'RATE_OUT_OF_TABLE' }),
    );
  });
});

describe('Hong Kong', () => {
  test('buying 100,000 on 2025-07-02 costs 112.70: 100 + 2.70 + 0.15 + 5.65 + 4.20', () => {
    const lines = charges({ ...HONG_KONG, side: 'BUY', tradeDate: '2025-07-02', gross: '100000' });
    expect(table(lines)).toEqual({
      STAMP_DUTY: '100.00',
      SFC_LEVY: '2.70',
      AFRC_LEVY: '0.15',
      TRADING_FEE: '5.65',
      SETTLEMENT_FEE: '4.20',
    });
    expect(totalCharges(lines).toFixed(2)).toBe('112.70');
  });

  test('the commission is added by contract: no rate row, half-up to the cent', () => {
    const [commission] = charges({
      ...HONG_KONG,
      commissionRate: '0.0003',
      side: 'SELL',
      tradeDate: '2025-07-02',
      gross: '33333.33',
    });
    expect(commission).toMatchObject({ code: 'COMMISSION', currency: 'HKD', rateRowFrom: null });
    expect(commission?.amount.toFixed(4)).toBe('10.0000');
  });

  test('stamp duty goes up to the next dollar, from the first cent on', () => {
    const duty = (gross: string) =>
      table(charges({ ...HONG_KONG, side: 'SELL', tradeDate: '2026-11-20', gross }))['STAMP_DUTY'];
    expect([duty('100000'), duty('100000.01'), duty('1')]).toEqual(['100.00', '101.00', '1.00']);
  });

  test('before 2022 there was no AFRC levy, and a tariff of 0.50 and a settlement fee between 2 and 100', () => {
    const small = charges({ ...HONG_KONG, side: 'BUY', tradeDate: '2021-12-31', gross: '10000' });
    expect(table(small)).toEqual({
      STAMP_DUTY: '13.00',
      SFC_LEVY: '0.27',
      TRADING_FEE: '0.50',
      TRADING_TARIFF: '0.50',
      SETTLEMENT_FEE: '2.00',
    });
    expect(small.at(-1)?.rateRowFrom).toBeNull();
    const large = charges({ ...HONG_KONG, side: 'BUY', tradeDate: '2021-12-31', gross: '6000000' });
    expect(table(large)['SETTLEMENT_FEE']).toBe('100.00');
  });

  test('an ETF bears no stamp duty since 2015-02-13; earlier is not known', () => {
    const etf = { ...HONG_KONG, instrumentType: 'ETF', side: 'BUY', gross: '100000' } as const;
    expect(table(charges({ ...etf, tradeDate: '2025-07-02' }))['STAMP_DUTY']).toBeUndefined();
    expect(() => charges({ ...etf, tradeDate: '2015-02-12' })).toThrow(
      expect.objectContaining({ code: 'RATE_OUT_OF_TABLE' }),
    );
  });
});

describe('United States', () => {
  test('a seller pays SEC fee and TAF, each up to the cent', () => {
    const lines = charges({ ...NEW_YORK, tradeDate: '2026-11-20', gross: '10000', quantity: '100' });
    expect(table(lines)).toEqual({ SEC_FEE: '0.21', FINRA_TAF: '0.02' }); // 0.206 and 0.0195
  });

  test('the TAF is capped per trade', () => {
    const lines = charges({ ...NEW_YORK, tradeDate: '2025-06-02', gross: '500000', quantity: '60000' });
    expect(table(lines)).toEqual({ FINRA_TAF: '8.30' }); // the SEC fee was 0 then
  });

  test('a buyer pays neither, at any date', () => {
    expect(charges({ ...NEW_YORK, side: 'BUY', tradeDate: '2008-10-15', gross: '10000', quantity: '100' })).toEqual([]);
    expect(() => charges({ ...NEW_YORK, tradeDate: '2008-10-15', gross: '10000' })).toThrow(
      expect.objectContaining({ code: 'RATE_OUT_OF_TABLE' }),
    );
  });
});

test('a price per unit gives the same charges as the value', () => {
  const facts = {
    mic: 'XSHE',
    instrumentType: 'STOCK',
    side: 'SELL',
    tradeDate: '2026-11-20',
    quantity: decimal('700'),
    commissionRate: decimal('0.0003'),
  } as const;
  const byPrice: TradeToCharge = { ...facts, price: decimal('13.57') };
  expect(tradeCharges(byPrice)).toEqual(tradeCharges({ ...facts, gross: decimal('9499') }));
});

test('a venue or type without a schedule is refused', () => {
  for (const odd of [
    { mic: 'XLON' },
    { instrumentType: 'BOND' },
    { instrumentType: 'constructor' },
    { mic: 'constructor' },
  ]) {
    expect(() => charges({ ...A_SHARE, side: 'BUY', gross: '1000', ...odd })).toThrow(
      expect.objectContaining({ code: 'CHARGES_NOT_DEFINED' }),
    );
  }
});

function charges({ gross, quantity = '1', commissionRate = '0.00025', instrumentType = 'STOCK', ...facts }: Trade) {
  return tradeCharges({
    ...facts,
    instrumentType,
    gross: decimal(gross),
    quantity: decimal(quantity),
    commissionRate: decimal(commissionRate),
  });
}

function table(lines: readonly { code: string; amount: Decimal }[]): Record<string, string> {
  return Object.fromEntries(lines.map(({ code, amount }) => [code, amount.toFixed(2)]));
}
