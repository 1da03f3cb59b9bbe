import { describe, expect, test } from '@jest/globals';
import {
  aShareDividendTax,
  connectCapitalGainRate,
  connectDividendTax,
  EQUITY_INCENTIVE_TAX,
  equityIncentiveTax,
  holdingBracket,
  overseasGainTax,
  usDividendTax,
} from '../../../src/finance/tax/index.js';
import { decimal } from '../../../src/kernel/decimal.js';

const OUT_OF_TABLE = expect.objectContaining({ code: 'RATE_OUT_OF_TABLE' });

test.each([
  ['2024-01-31', '2024-02-29', 'UP_TO_1_MONTH', 'the month ends earlier'],
  ['2024-01-31', '2024-03-01', 'UP_TO_1_YEAR', 'one day later'],
  ['2024-02-29', '2025-02-28', 'UP_TO_1_YEAR', 'the leap day is clamped'],
  ['2024-02-29', '2025-03-01', 'OVER_1_YEAR', 'one day later'],
  ['2024-05-06', '2024-05-06', 'UP_TO_1_MONTH', 'the same day'],
])('held from %s to %s is %s: %s', (acquiredOn, soldOn, bracket) => {
  expect(holdingBracket(acquiredOn, soldOn)).toBe(bracket);
});

describe('A-share dividends', () => {
  const tax = (recordDate: string, acquiredOn: string, soldOn: string) => {
    const { due, withheld, topUp, rateRowFrom } = aShareDividendTax({
      gross: decimal('1000'),
      recordDate,
      acquiredOn,
      soldOn,
    });
    return [due.toFixed(2), withheld.toFixed(2), topUp.toFixed(2), rateRowFrom];
  };

  test('since 2015-09-08: 20, 10 or 0 %, all of it at the sale', () => {
    expect(tax('2024-06-20', '2024-06-03', '2024-07-03')).toEqual(['200.00', '0.00', '200.00', '2015-09-08']);
    expect(tax('2024-06-20', '2024-06-03', '2024-07-04')).toEqual(['100.00', '0.00', '100.00', '2015-09-08']);
    expect(tax('2024-06-20', '2024-06-03', '2025-06-04')).toEqual(['0.00', '0.00', '0.00', '2015-09-08']);
  });

  test('from 2013 on 5 % were withheld, and the rest at the sale', () => {
    expect(tax('2015-09-07', '2015-09-01', '2015-09-20')).toEqual(['200.00', '50.00', '150.00', '2013-01-01']);
    expect(tax('2015-09-07', '2013-09-01', '2015-09-20')).toEqual(['50.00', '50.00', '0.00', '2013-01-01']);
  });

  test('the record date picks the rule, and one outside the table is refused', () => {
    expect(tax('2012-12-31', '2012-12-20', '2013-01-10')[0]).toBe('100.00');
    expect(() => tax('2005-06-12', '2005-01-04', '2005-12-01')).toThrow(OUT_OF_TABLE);
  });
});

describe('Southbound', () => {
  test('dividends bear 20 %, or 28 % where the issuer is a resident enterprise', () => {
    const due = (taxClass: 'H' | 'NON_H' | 'NON_H_PRC_RESIDENT') =>
      connectDividendTax(decimal('1234.56'), 'HKD', taxClass, '2026-06-30').due.toFixed(2);
    expect([due('H'), due('NON_H'), due('NON_H_PRC_RESIDENT')]).toEqual(['246.91', '246.91', '345.68']);
  });

  test('gains are exempt to 2027-12-31; later is EXPIRED, never 0', () => {
    expect(connectCapitalGainRate('2027-12-31')).toMatchObject({ kind: 'RATE', rate: decimal('0') });
    expect(connectCapitalGainRate('2028-01-01')).toEqual({ kind: 'EXPIRED', expiredOn: '2027-12-31' });
    expect(() => connectCapitalGainRate('2014-11-16')).toThrow(OUT_OF_TABLE);
  });
});

describe('abroad', () => {
  test('losses offset gains of the same year, filed from March to June of the next', () => {
    const { netGain, due, fileFrom, fileUntil } = overseasGainTax(2025, [decimal('10000'), decimal('-2500.50')]);
    expect([netGain.toFixed(2), due.toFixed(2), fileFrom, fileUntil]).toEqual([
      '7499.50',
      '1499.90',
      '2026-03-01',
      '2026-06-30',
    ]);
    expect(overseasGainTax(2025, [decimal('-1')]).due.toFixed(2)).toBe('0.00');
    expect(() => overseasGainTax(2018, [])).toThrow(OUT_OF_TABLE);
  });

  test('a US dividend bears 10 % there and 10 % here with the form, 30 % there and nothing here without', () => {
    const tax = (form: boolean) => {
      const { withheld, homeDue } = usDividendTax(decimal('100'), '2026-06-30', form);
      return [withheld.toFixed(2), homeDue.toFixed(2)];
    };
    expect([tax(true), tax(false)]).toEqual([
      ['10.00', '10.00'],
      ['30.00', '0.00'],
    ]);
  });
});

describe('employee equity', () => {
  test('income × rate − quick deduction, and EXPIRED after 2027', () => {
    expect(equityIncentiveTax(decimal('200000'), '2026-06-30')).toMatchObject({ due: decimal('23080') });
    expect(equityIncentiveTax(decimal('200000'), '2028-01-01')).toEqual({ kind: 'EXPIRED', expiredOn: '2027-12-31' });
  });

  test('the brackets meet: at each bound both sides give the same tax', () => {
    for (const { terms } of EQUITY_INCENTIVE_TAX) {
      terms.forEach(([upTo, rate, quickDeduction], index) => {
        const above = terms[index + 1];
        if (upTo === null || !above) return;
        const at = (r: string, deduction: string) => decimal(upTo).mul(r).sub(deduction).toFixed();
        expect(at(above[1], above[2])).toBe(at(rate, quickDeduction));
      });
    }
  });
});
