import { decimal } from '../src/kernel/decimal.js';
import { tradingDaysBetween } from '../src/market/index.js';
import type { Markets } from './account-history.js';
import { tradeRow } from './charge-trade.js';
import { INSTRUMENTS, type WorldInstrument } from './instruments.js';
import { SeededRandom } from './seeded-random.js';

/** One invented customer for load tests, as the lines of the three files. */
export interface SyntheticCustomer {
  readonly customer: string;
  readonly accounts: string;
  readonly transactions: string;
}

const POSITIONS = 15;
/** The columns of transactions.csv behind `charges`, which only personas' rows fill. */
const UNUSED_COLUMNS = ',,,,,,';
const BUYS_PER_INSTRUMENT = 40;
const SELLS_PER_INSTRUMENT = 10;
const OPENED_AT = '2018-01-02';
const FUNDED_ON = '2018-01-03';

/** Half of the accounts trade in the mainland, half in Hong Kong and New York. */
const ACCOUNT_KINDS = [
  { suffix: 'A', currencies: ['CNY'], baseCurrency: 'CNY', commissionRate: '0.00025' },
  { suffix: 'B', currencies: ['HKD', 'USD'], baseCurrency: 'HKD', commissionRate: '0.0003' },
] as const;

interface TradeTemplate {
  readonly currency: string;
  readonly netCents: number;
  /** The row's columns from `type` on. */
  readonly columns: string;
}

/**
 * Any number of customers with 2 accounts × 15 positions each. A few thousand real trades (dated price, dated charges) are
 * computed once, and each account is dealt some of them: that keeps 100,000 customers, 7 million rows, at text speed. A
 * customer depends on the seed and its own number alone, so files may be written separately and still agree.
 */
export class SyntheticCustomers {
  readonly #seed: string;
  readonly #kinds: readonly { readonly kind: (typeof ACCOUNT_KINDS)[number]; readonly decks: readonly Deck[] }[];

  constructor(seed: string, markets: Markets) {
    this.#seed = seed;
    this.#kinds = ACCOUNT_KINDS.map((kind) => ({
      kind,
      decks: INSTRUMENTS.filter(
        ({ type, currency }) =>
          (type === 'STOCK' || type === 'ETF') && kind.currencies.some((held) => held === currency),
      ).map((instrument) => deckOf(instrument, markets, kind.commissionRate, seed)),
    }));
  }

  /** @param number from 1 */
  customer(number: number): SyntheticCustomer {
    const random = new SeededRandom(`${this.#seed}/customer/${number}`);
    const ref = `S${String(number).padStart(6, '0')}`;
    let accounts = '';
    let transactions = '';
    let cents = 0;
    for (const { kind, decks } of this.#kinds) {
      const account = `${ref}-${kind.suffix}`;
      const dealt = deal(decks, random);
      accounts += `${account},${ref},${70_000_000 + number}${kind.suffix === 'A' ? 1 : 2},Account ${kind.suffix},CASH,ACTIVE,${kind.baseCurrency},${kind.commissionRate},${OPENED_AT}\n`;
      const funded = kind.currencies.map((currency) => fundingOf(dealt, currency));
      cents += funded.reduce((total, funding) => total - funding.netCents, 0);
      transactions += [...funded, ...dealt]
        .map((row, index) => `${account},${index + 1},${row.columns}${UNUSED_COLUMNS}\n`)
        .join('');
    }
    return {
      customer: `${ref},客户${number},Customer ${number},${customerColumns(cents, random)}\n`,
      accounts,
      transactions,
    };
  }
}

interface Deck {
  readonly buys: readonly TradeTemplate[];
  readonly sells: readonly TradeTemplate[];
}

/** Fifteen neighbouring decks from a random one on: two purchases each, and sometimes the sale of one lot. */
function deal(decks: readonly Deck[], random: SeededRandom): TradeTemplate[] {
  const first = random.below(decks.length);
  const rows: TradeTemplate[] = [];
  for (let index = 0; index < POSITIONS; index += 1) {
    const deck = decks[(first + index) % decks.length];
    if (!deck) continue;
    for (const pile of random.below(3) === 0 ? [deck.buys, deck.buys, deck.sells] : [deck.buys, deck.buys]) {
      const card = pile[random.below(pile.length)];
      if (card) rows.push(card);
    }
  }
  return rows;
}

/** A deposit that pays for all purchases, rounded up to a thousand. */
function fundingOf(rows: readonly TradeTemplate[], currency: string): TradeTemplate {
  const spent = rows.reduce(
    (total, row) => (row.currency === currency && row.netCents < 0 ? total - row.netCents : total),
    0,
  );
  const amount = Math.ceil(spent / 100_000 + 1) * 1_000;
  return {
    currency,
    netCents: -amount * 100,
    columns: `DEPOSIT,${FUNDED_ON},${FUNDED_ON},,,,,${currency},${amount}.00,${amount}.00,`,
  };
}

/** Trades after the instrument's last split, so that any hand of them can be held together; sales after all purchases. */
function deckOf(instrument: WorldInstrument, markets: Markets, commissionRate: string, seed: string): Deck {
  const random = new SeededRandom(`${seed}/deck/${instrument.symbol}`);
  const from = [FUNDED_ON, ...(instrument.splits ?? []).map((split) => split.date)].sort().at(-1) ?? FUNDED_ON;
  const draw = (side: 'BUY' | 'SELL', days: readonly string[], count: number) =>
    Array.from({ length: count }, (): TradeTemplate => {
      const date = days[random.below(days.length)] ?? '';
      const lots = side === 'BUY' ? 1 + random.below(5) : 1;
      const price = markets.prices.close(instrument.symbol, date);
      const row = tradeRow(
        instrument,
        side,
        date,
        decimal(instrument.lotSize).mul(lots),
        price,
        decimal(commissionRate),
      );
      const columns = [
        row.type,
        date,
        row.settleDate,
        instrument.mic,
        instrument.symbol,
        row.quantity,
        row.price,
        row.currency,
        row.gross,
        row.net,
        row.charges,
      ];
      return { currency: row.currency, netCents: Number(decimal(row.net ?? 0).mul(100)), columns: columns.join(',') };
    });
  return {
    buys: draw('BUY', tradingDaysBetween(instrument.mic, from, '2025-06-30'), BUYS_PER_INSTRUMENT),
    sells: draw('SELL', tradingDaysBetween(instrument.mic, '2025-07-01', '2026-10-30'), SELLS_PER_INSTRUMENT),
  };
}

const RISKS = ['C1', 'C2', 'C3', 'C4', 'C5'] as const;

/** Tier by what was paid in, taken as yuan: near enough for load, never used for a decision. */
function customerColumns(cents: number, random: SeededRandom): string {
  const tier = cents >= 1_000_000_000 ? 'HIGH_NET_WORTH' : cents >= 50_000_000 ? 'POTENTIAL' : 'MASS';
  const day = String(1 + random.below(28)).padStart(2, '0');
  return `19${60 + random.below(40)}-05-${day},${tier},${RISKS[random.below(RISKS.length)]},CNY,zh-CN,${OPENED_AT},2026-10-${day}T09:00:00+08:00`;
}
