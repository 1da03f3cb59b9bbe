import { fundSubscription, tradeCharges } from '../src/finance/charges/index.js';
import { type Decimal, decimal, sum } from '../src/kernel/decimal.js';
import type { LocalDate } from '../src/kernel/local-date.js';
import { toMinorUnit } from '../src/kernel/money.js';
import { settleDate } from '../src/market/index.js';
import type { WorldInstrument } from './instruments.js';
import type { WorldTransaction } from './world-transaction.js';

/** Fund subscription fee of the sandbox brokerage; options pay a flat amount per contract. */
const SUBSCRIPTION_RATE = decimal('0.0015');
const OPTION_FEE_PER_CONTRACT = decimal('5');

/** A purchase or sale at `price` with the charges that were in force on its day. */
export function tradeRow(
  instrument: WorldInstrument,
  side: 'BUY' | 'SELL',
  tradeDate: LocalDate,
  quantity: Decimal,
  price: Decimal,
  commissionRate: Decimal,
): WorldTransaction {
  const { currency, mic, symbol } = instrument;
  const value = toMinorUnit(quantity.mul(price), currency);
  const gross = side === 'BUY' ? value.neg() : value;
  const lines = chargeLines(instrument, side, tradeDate, quantity, value, commissionRate);
  return {
    type: side,
    tradeDate,
    settleDate: settleDate(mic, tradeDate),
    symbol,
    quantity: (side === 'BUY' ? quantity : quantity.neg()).toFixed(),
    price: price.toFixed(),
    currency,
    gross: gross.toFixed(2),
    net: gross.sub(sum(lines.map((line) => line.amount))).toFixed(2),
    charges: lines
      .map((line) => `${line.code}=${line.amount.toFixed(2)}${line.rateRowFrom ? `@${line.rateRowFrom}` : ''}`)
      .join(';'),
  };
}

/** A fund subscription for `amount`, fee included, at the day's net asset value. */
export function subscriptionRow(
  instrument: WorldInstrument,
  tradeDate: LocalDate,
  amount: Decimal,
  nav: Decimal,
): WorldTransaction {
  const { fee, net, shares } = fundSubscription({
    amount,
    rate: SUBSCRIPTION_RATE,
    nav,
    currency: instrument.currency,
  });
  return {
    type: 'SUBSCRIBE',
    tradeDate,
    settleDate: settleDate(instrument.mic, tradeDate),
    symbol: instrument.symbol,
    quantity: shares.toFixed(2),
    price: nav.toFixed(),
    currency: instrument.currency,
    gross: net.neg().toFixed(2),
    net: amount.neg().toFixed(2),
    charges: fee.isZero() ? '' : `SUBSCRIPTION_FEE=${fee.toFixed(2)}`,
  };
}

interface Line {
  readonly code: string;
  readonly amount: Decimal;
  readonly rateRowFrom: LocalDate | null;
}

function chargeLines(
  instrument: WorldInstrument,
  side: 'BUY' | 'SELL',
  tradeDate: LocalDate,
  quantity: Decimal,
  gross: Decimal,
  commissionRate: Decimal,
): readonly Line[] {
  if (instrument.type === 'FUND') return [];
  if (instrument.type === 'OPTION') {
    return [
      { code: 'COMMISSION', amount: quantity.div(instrument.lotSize).mul(OPTION_FEE_PER_CONTRACT), rateRowFrom: null },
    ];
  }
  return tradeCharges({
    mic: instrument.mic,
    instrumentType: instrument.type,
    side,
    tradeDate,
    quantity,
    gross,
    commissionRate,
  });
}
