import { type ChargeLine, totalCharges, tradeCharges } from '../../../src/finance/charges/trade-charges.js';
import { rateSource } from '../../../src/finance/rate-sources.js';
import { type Decimal, decimal } from '../../../src/kernel/decimal.js';
import { PublicError } from '../../../src/kernel/errors.js';
import { toMinorUnit } from '../../../src/kernel/money.js';
import type { TradeCostsInput, TradeCostsResult } from './generated/tradeCosts.js';
import { COST_DISCLAIMER } from './texts.js';

type Side = TradeCostsResult['sides'][number];

/**
 * What a purchase and a sale of the same units at the same price cost on a trade date: every line with the rate row of that day.
 *
 * Each line is rounded once, never after adding up. A day that a table does not cover is a refusal of that side, never a guess.
 */
export function tradeCosts({ args, data }: TradeCostsInput): TradeCostsResult {
  const [quote] = data.quotes;
  if (!quote) throw new Error('The instrument is not known, or has no price.');
  const { mic, symbol, type, currency, nameZh, nameEn } = quote.instrument;
  const quantity = decimal(args.quantity);
  const value = toMinorUnit(quantity.mul(args.price), currency);
  const sideOf = (side: 'BUY' | 'SELL'): Side => {
    try {
      const lines = tradeCharges({
        mic,
        instrumentType: type,
        side,
        tradeDate: args.tradeDate,
        quantity,
        gross: value,
        commissionRate: decimal(args.commissionRate),
      });
      return { side, refusal: null, lines: lines.map(printedLine), ...totals(side, value, totalCharges(lines)) };
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      return { side, refusal: { code: error.code, message: error.message }, lines: [], total: null, net: null };
    }
  };
  return {
    instrument: `${mic}:${symbol}`,
    nameZh,
    nameEn,
    currency,
    tradeDate: args.tradeDate,
    value: value.toFixed(2),
    sides: [sideOf('BUY'), sideOf('SELL')],
    disclaimer: COST_DISCLAIMER,
  };
}

/** A buyer pays value and charges; a seller gets the value less them. */
function totals(side: 'BUY' | 'SELL', value: Decimal, charges: Decimal): { total: string; net: string } {
  const net = side === 'BUY' ? value.add(charges).neg() : value.sub(charges);
  return { total: charges.toFixed(2), net: net.toFixed(2) };
}

function printedLine({ code, amount, rateKey, rateRowFrom }: ChargeLine): Side['lines'][number] {
  return { code, amount: amount.toFixed(2), row: rateKey ? rateSource(rateKey, rateRowFrom) : null };
}
