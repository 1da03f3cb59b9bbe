import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TransactionType } from '../../src/finance/transaction-types.js';
import { decimal, sum, ZERO } from '../../src/kernel/decimal.js';
import { addDays } from '../../src/kernel/local-date.js';
import type { LedgerTransaction } from '../../src/portfolios/derive/ledger-transaction.js';
import { walkTaxYear } from '../../src/portfolios/tax-year/tax-walk.js';

interface Step {
  readonly act: 'BUY' | 'SELL' | 'DIVIDEND' | 'SPLIT';
  readonly size: number;
}

/** Purchases, sales of a part of what is held, dividends and splits, ten days apart from 2024-01-02 on. */
function ledgerOf(steps: readonly Step[]): LedgerTransaction[] {
  let held = ZERO;
  return steps.flatMap(({ act, size }, index) => {
    const quantity = act === 'SELL' ? held.mul(size).div(100).floor() : act === 'BUY' ? decimal(size) : ZERO;
    if (act !== 'BUY' && held.isZero()) return [];
    if (act === 'SELL' && quantity.isZero()) return [];
    held = act === 'SPLIT' ? held.mul(2) : act === 'SELL' ? held.sub(quantity) : held.add(quantity);
    const gross = {
      BUY: quantity.mul(-10),
      SELL: quantity.mul(11),
      DIVIDEND: decimal(size).div(7).toDecimalPlaces(2),
      SPLIT: ZERO,
    }[act];
    return [
      row(index, act, {
        quantity: act === 'SELL' ? quantity.neg() : quantity,
        gross,
        net: gross,
        splitRatio: act === 'SPLIT' ? decimal(2) : null,
      }),
    ];
  });
}

function row(index: number, type: TransactionType, more: Partial<LedgerTransaction>): LedgerTransaction {
  return {
    id: `t${String(index).padStart(3, '0')}`,
    accountId: 'a',
    ref: `${index}`,
    type,
    tradeDate: addDays('2024-01-02', index * 10),
    instrumentId: 'i',
    quantity: ZERO,
    currency: 'CNY',
    gross: ZERO,
    net: ZERO,
    counterCurrency: null,
    counterAmount: ZERO,
    splitRatio: null,
    costBasis: null,
    acquiredOn: null,
    annulled: false,
    ...more,
  };
}

test('every cent of every dividend leaves with a lot or stays with one: over the years nothing is lost or taxed twice', () => {
  const step = fc.record<Step>({
    act: fc.constantFrom('BUY', 'BUY', 'SELL', 'DIVIDEND', 'SPLIT'),
    size: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ledger = ledgerOf(steps);
      const years = [2024, 2025].map((year) =>
        walkTaxYear(
          ledger.filter(({ tradeDate }) => tradeDate <= `${year}-12-31`),
          year,
        ),
      );
      const disposals = years.flat().flatMap((holding) => holding.disposals);
      const carried = sum(disposals.flatMap(({ dividends }) => dividends.map(({ gross }) => gross)));
      const last = walkTaxYear(ledger, 2025).concat(walkTaxYear(ledger, 2024));
      const stillHeld = sum(
        last.flatMap(({ dividends }) => dividends.flatMap(({ lots }) => lots.map(({ leftGross }) => leftGross))),
      );
      const paid = sum(ledger.flatMap(({ type, gross }) => (type === 'DIVIDEND' ? [gross] : [])));
      expect(carried.add(stillHeld).toFixed(2)).toBe(paid.toFixed(2));
      const sold = ledger.filter(({ type }) => type === 'SELL');
      expect(sum(disposals.map(({ quantity }) => quantity)).toFixed()).toBe(
        sum(sold.map(({ quantity }) => quantity.neg())).toFixed(),
      );
      expect(sum(disposals.map(({ proceeds }) => proceeds)).toFixed(2)).toBe(
        sum(sold.map(({ net }) => net)).toFixed(2),
      );
    }),
    { numRuns: 200 },
  );
});
