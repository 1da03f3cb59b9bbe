import { type Decimal, decimal, ZERO } from '../src/kernel/decimal.js';
import { addDays, type LocalDate, yearOf } from '../src/kernel/local-date.js';
import { toMinorUnit } from '../src/kernel/money.js';
import { settleDate, tradingDayOnOrAfter } from '../src/market/index.js';
import { subscriptionRow, tradeRow } from './charge-trade.js';
import type { ExchangeRates } from './exchange-rates.js';
import { instrumentOf, type WorldInstrument } from './instruments.js';
import { type PriceBook, WORLD_END } from './price-book.js';
import type { WorldTransaction } from './world-transaction.js';

export interface Markets {
  readonly prices: PriceBook;
  readonly rates: ExchangeRates;
}

/**
 * Writes one account's years. Acts may be told in any order; `rows()` plays them by day, puts dividends and splits of what
 * is held in between, and refuses a balance or a holding below zero.
 */
export class AccountHistory {
  readonly #markets: Markets;
  readonly #commissionRate: Decimal;
  readonly #acts: {
    readonly date: LocalDate;
    readonly rank: number;
    readonly row: (held: Decimal) => WorldTransaction | undefined;
    readonly symbol?: string;
  }[] = [];
  readonly #symbols = new Set<string>();
  readonly holdings = new Map<string, Decimal>();
  readonly balances = new Map<string, Decimal>();

  constructor(markets: Markets, commissionRate: string) {
    this.#markets = markets;
    this.#commissionRate = decimal(commissionRate);
  }

  deposit(date: LocalDate, amount: string, currency = 'CNY', note?: string): this {
    return this.#cash('DEPOSIT', date, decimal(amount), currency, note);
  }

  withdraw(date: LocalDate, amount: string, currency = 'CNY', note?: string): this {
    return this.#cash('WITHDRAWAL', date, decimal(amount).neg(), currency, note);
  }

  interest(date: LocalDate, amount: string, currency = 'CNY'): this {
    return this.#cash('INTEREST', date, decimal(amount), currency);
  }

  fee(date: LocalDate, amount: string, currency = 'CNY', note?: string): this {
    return this.#cash('FEE', date, decimal(amount).neg(), currency, note);
  }

  buy(on: LocalDate, symbol: string, quantity: number): this {
    return this.#trade('BUY', on, symbol, () => decimal(quantity));
  }

  /** As many whole lots as the amount pays for, charges aside. */
  buyFor(on: LocalDate, symbol: string, amount: number): this {
    const { lotSize } = instrumentOf(symbol);
    return this.#trade('BUY', on, symbol, (price) => decimal(amount).div(price).div(lotSize).floor().mul(lotSize));
  }

  sell(on: LocalDate, symbol: string, quantity: number): this {
    return this.#trade('SELL', on, symbol, () => decimal(quantity));
  }

  subscribe(on: LocalDate, symbol: string, amount: string): this {
    const instrument = this.#known(symbol);
    const date = tradingDayOnOrAfter(instrument.mic, on);
    return this.#act(date, 2, symbol, () =>
      subscriptionRow(instrument, date, decimal(amount), this.#markets.prices.close(symbol, date)),
    );
  }

  redeem(on: LocalDate, symbol: string, units: string): this {
    const instrument = this.#known(symbol);
    const date = tradingDayOnOrAfter(instrument.mic, on);
    return this.#act(date, 2, symbol, () => ({
      ...tradeRow(instrument, 'SELL', date, decimal(units), this.#markets.prices.close(symbol, date), ZERO),
      type: 'REDEEM',
    }));
  }

  /** Sells `amount` of one currency for another at the day's rate. */
  exchange(on: LocalDate, amount: string, from: string, to: string): this {
    const date = tradingDayOnOrAfter('XHKG', on);
    const sold = decimal(amount);
    const bought = toMinorUnit(sold.mul(this.#markets.rates.rate(from, to, date)), to);
    const text = sold.neg().toFixed(2);
    return this.#act(date, 1, undefined, () => ({
      type: 'FX',
      tradeDate: date,
      settleDate: date,
      currency: from,
      gross: text,
      net: text,
      counterCurrency: to,
      counterAmount: bought.toFixed(2),
    }));
  }

  transferIn(
    on: LocalDate,
    symbol: string,
    quantity: number,
    costBasis: string,
    acquiredOn: LocalDate,
    note: string,
  ): this {
    return this.#move('TRANSFER_IN', on, symbol, String(quantity), { costBasis, acquiredOn, note });
  }

  transferOut(on: LocalDate, symbol: string, quantity: number, note: string): this {
    return this.#move('TRANSFER_OUT', on, symbol, String(-quantity), { note });
  }

  expire(on: LocalDate, symbol: string, quantity: number): this {
    return this.#move('EXPIRE', on, symbol, String(-quantity), {});
  }

  rows(): WorldTransaction[] {
    for (const symbol of this.#symbols) this.#addCorporateActions(instrumentOf(symbol));
    const ordered = this.#acts.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.rank - b.rank));
    return ordered.flatMap((act) => {
      const row = act.row(this.holdings.get(act.symbol ?? '') ?? ZERO);
      if (row) this.#book(row);
      return row ? [row] : [];
    });
  }

  #cash(type: string, date: LocalDate, amount: Decimal, currency: string, note?: string): this {
    const text = amount.toFixed(2);
    return this.#act(date, 0, undefined, () => ({
      type,
      tradeDate: date,
      settleDate: date,
      currency,
      gross: text,
      net: text,
      note,
    }));
  }

  #trade(side: 'BUY' | 'SELL', on: LocalDate, symbol: string, quantityAt: (price: Decimal) => Decimal): this {
    const instrument = this.#known(symbol);
    const date = tradingDayOnOrAfter(instrument.mic, on);
    return this.#act(date, 2, symbol, () => {
      const price = this.#markets.prices.close(symbol, date);
      const quantity = quantityAt(price);
      return quantity.gt(0) ? tradeRow(instrument, side, date, quantity, price, this.#commissionRate) : undefined;
    });
  }

  #move(type: string, on: LocalDate, symbol: string, quantity: string, more: Partial<WorldTransaction>): this {
    const { mic, currency } = this.#known(symbol);
    const date = tradingDayOnOrAfter(mic, on);
    return this.#act(date, 2, symbol, () => ({
      type,
      tradeDate: date,
      settleDate: date,
      symbol,
      quantity,
      currency,
      ...more,
    }));
  }

  #known(symbol: string): WorldInstrument {
    this.#symbols.add(symbol);
    return instrumentOf(symbol);
  }

  /** Rank orders a day: 0 cash, 1 exchange and corporate actions, 2 trades. */
  #act(
    date: LocalDate,
    rank: number,
    symbol: string | undefined,
    row: (held: Decimal) => WorldTransaction | undefined,
  ): this {
    if (date <= WORLD_END) this.#acts.push({ date, rank, symbol, row });
    return this;
  }

  #addCorporateActions(instrument: WorldInstrument): void {
    const { symbol, mic, currency, splits = [], dividend, dividendTaxClass } = instrument;
    for (const split of splits) {
      const row = {
        type: 'SPLIT',
        tradeDate: split.date,
        settleDate: split.date,
        symbol,
        currency,
        splitRatio: String(split.ratio),
      };
      this.#act(split.date, -1, symbol, (held) => (held.isZero() ? undefined : row));
    }
    if (!dividend) return;
    for (let year = 2016; year <= yearOf(WORLD_END); year += 1) {
      const date = tradingDayOnOrAfter(mic, `${year}-${String(dividend.month).padStart(2, '0')}-15`);
      const perShare = this.#markets.prices.close(symbol, date).mul(dividend.yieldFraction).toDecimalPlaces(3);
      const payable = (held: Decimal) => toMinorUnit(held.mul(perShare), currency);
      const paid = { tradeDate: date, settleDate: settleDate(mic, date), symbol, currency };
      const row = (type: string, amount: Decimal): WorldTransaction => ({
        type,
        ...paid,
        gross: amount.toFixed(2),
        net: amount.toFixed(2),
      });
      this.#act(date, 1, symbol, (held) => (payable(held).gt(0) ? row('DIVIDEND', payable(held)) : undefined));
      const tax = DIVIDEND_TAX[dividendTaxClass ?? ''];
      if (tax === undefined) continue;
      this.#act(date, 1, symbol, (held) => {
        const due = toMinorUnit(payable(held).mul(tax), currency);
        return due.gt(0) ? row('DIVIDEND_TAX', due.neg()) : undefined;
      });
    }
  }

  #book(row: WorldTransaction): void {
    move(this.balances, row.currency, decimal(row.net ?? 0), row);
    if (row.counterCurrency) move(this.balances, row.counterCurrency, decimal(row.counterAmount ?? 0), row);
    if (!row.symbol) return;
    if (row.splitRatio) this.holdings.set(row.symbol, (this.holdings.get(row.symbol) ?? ZERO).mul(row.splitRatio));
    move(this.holdings, row.symbol, decimal(row.quantity ?? 0), row);
  }
}

/** Withheld at source: US 10 % under W-8BEN, H shares 10 %. A-share dividends are taxed at a sale within a year, which no story has. */
const DIVIDEND_TAX: Readonly<Record<string, Decimal>> = { US: decimal('0.1'), HK_H: decimal('0.1') };

function move(amounts: Map<string, Decimal>, key: string, by: Decimal, row: WorldTransaction): void {
  const after = (amounts.get(key) ?? ZERO).add(by);
  if (after.isNegative())
    throw new RangeError(`${row.type} on ${row.tradeDate} would leave ${key} at ${after.toFixed()}`);
  amounts.set(key, after);
}

/** The first of each month, for plans. */
export function monthly(from: LocalDate, to: LocalDate, day: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) if (Number(date.slice(8)) === day) days.push(date);
  return days;
}
