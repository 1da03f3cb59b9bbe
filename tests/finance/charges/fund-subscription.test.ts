import { expect, test } from '@jest/globals';
import { fundSubscription } from '../../../src/finance/charges/index.js';
import { decimal } from '../../../src/kernel/decimal.js';

const order = (amount: string, rate: string, nav: string) => {
  const { net, fee, shares } = fundSubscription({
    amount: decimal(amount),
    rate: decimal(rate),
    nav: decimal(nav),
    currency: 'CNY',
  });
  return [net.toFixed(2), fee.toFixed(2), shares.toFixed(2)];
};

test('10,000 at 1.5 % and a NAV of 1.0150 buy 9,706.62 units', () => {
  expect(order('10000', '0.015', '1.0150')).toEqual(['9852.22', '147.78', '9706.62']);
});

test('net and fee always add up to what was paid in', () => {
  expect(order('0.01', '0.015', '1')).toEqual(['0.01', '0.00', '0.01']);
  expect(order('1000', '0', '3')).toEqual(['1000.00', '0.00', '333.33']);
});

test('nothing, a negative rate and a NAV of zero are refused', () => {
  for (const [amount, rate, nav] of [
    ['0', '0.01', '1'],
    ['1', '-0.01', '1'],
    ['1', '0.01', '0'],
  ] as const) {
    expect(() => order(amount, rate, nav)).toThrow(RangeError);
  }
});
