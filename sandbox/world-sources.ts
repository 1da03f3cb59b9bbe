import { csvField, type ImportSource, LAYOUTS, type LayoutName } from '../src/imports/index.js';
import type { Markets } from './account-history.js';
import { ExchangeRates } from './exchange-rates.js';
import { INSTRUMENTS, instrumentOf, type WorldInstrument } from './instruments.js';
import { livedHistory } from './personas.js';
import { PriceBook } from './price-book.js';
import { STORIES } from './stories/index.js';
import { type SyntheticCustomer, SyntheticCustomers } from './synthetic-customers.js';
import type { WorldTransaction } from './world-transaction.js';

export interface WorldOptions {
  /** Other seeds give other prices, with the same people. */
  readonly seed?: string;
  /** Synthetic customers beside the personas. */
  readonly customers?: number;
}

/** The seeded world as the six files of an import, written while they are read. Same options, same bytes. */
export function worldSources({ seed = 'openfolio', customers = 0 }: WorldOptions = {}): ImportSource[] {
  const markets = { prices: new PriceBook(seed), rates: new ExchangeRates(seed) };
  const synthetic = customers > 0 ? new SyntheticCustomers(seed, markets) : undefined;
  function* crowd(part: keyof SyntheticCustomer): Generator<string> {
    if (!synthetic) return;
    for (let number = 1; number <= customers; number += 1) yield synthetic.customer(number)[part];
  }
  const lines: Readonly<Record<LayoutName, () => Iterable<string>>> = {
    instruments: () => instrumentLines(),
    prices: () => priceLines(markets.prices),
    fx: () => fxLines(markets.rates),
    customers: () => concat(customerLines(), crowd('customer')),
    accounts: () => concat(accountLines(), crowd('accounts')),
    transactions: () => concat(transactionLines(markets), crowd('transactions')),
  };
  return LAYOUTS.map((layout) => ({
    layout,
    format: 'csv',
    name: `${layout.name}.csv`,
    open: () => chunks(lines[layout.name]()),
  }));
}

function* instrumentLines(): Generator<string> {
  yield 'mic,symbol,isin,name_zh,name_en,type,currency,lot_size,tick_size,connect_eligible,dividend_tax_class,risk_level,sector,option_kind,option_style,option_strike,option_expiry,option_multiplier,underlying_mic,underlying_symbol\n';
  for (const item of INSTRUMENTS) {
    const tick = (10 ** -item.priceDecimals).toFixed(item.priceDecimals);
    const {
      mic,
      symbol,
      isin,
      nameZh,
      nameEn,
      type,
      currency,
      lotSize,
      connectEligible,
      dividendTaxClass,
      riskLevel,
      sector,
    } = item;
    yield line([
      mic,
      symbol,
      isin,
      nameZh,
      nameEn,
      type,
      currency,
      String(lotSize),
      tick,
      String(connectEligible),
      dividendTaxClass,
      riskLevel,
      sector,
      ...optionFields(item),
    ]);
  }
}

function optionFields({ mic, lotSize, option }: WorldInstrument): string[] {
  if (!option) return ['', '', '', '', '', '', ''];
  return [option.kind, option.style, option.strike, option.expiry, String(lotSize), mic, option.underlying];
}

function* priceLines(prices: PriceBook): Generator<string> {
  yield 'mic,symbol,date,open,high,low,close,volume,source\n';
  for (const { mic, symbol } of INSTRUMENTS) {
    for (const bar of prices.bars(symbol)) {
      yield `${mic},${symbol},${bar.date},${bar.open},${bar.high},${bar.low},${bar.close},${bar.volume},${bar.source}\n`;
    }
  }
}

function* fxLines(rates: ExchangeRates): Generator<string> {
  yield 'base_currency,quote_currency,date,rate,source\n';
  for (const { quote, date, rate } of rates.rows) yield `USD,${quote},${date},${rate},SIMULATED\n`;
}

function* customerLines(): Generator<string> {
  yield 'external_ref,name_zh,name_en,birth_date,tier,risk_level,base_currency,locale,onboarded_at,last_login_at\n';
  for (const {
    ref,
    nameZh,
    nameEn,
    birthDate,
    tier,
    riskLevel,
    baseCurrency,
    locale,
    onboardedAt,
    lastLoginAt,
  } of STORIES) {
    yield line([ref, nameZh, nameEn, birthDate, tier, riskLevel, baseCurrency, locale, onboardedAt, lastLoginAt]);
  }
}

function* accountLines(): Generator<string> {
  yield 'external_ref,customer_ref,number,name,type,status,base_currency,commission_rate,opened_at\n';
  for (const [person, { ref, accounts }] of STORIES.entries()) {
    for (const [index, { suffix, name, type, baseCurrency, commissionRate, openedAt }] of accounts.entries()) {
      const number = String(60_010_000 + (person + 1) * 100 + index + 1);
      yield line([`${ref}-${suffix}`, ref, number, name, type, 'ACTIVE', baseCurrency, commissionRate, openedAt]);
    }
  }
}

function* transactionLines(markets: Markets): Generator<string> {
  yield `account_ref,external_ref,type,trade_date,settle_date,mic,symbol,quantity,price,currency,gross,net,charges${PERSONA_COLUMNS.map((name) => `,${name}`).join('')}\n`;
  for (const { ref, accounts } of STORIES) {
    for (const account of accounts) {
      const rows = livedHistory(markets, account).rows();
      for (const [index, row] of rows.entries())
        yield transactionLine(`${ref}-${account.suffix}`, String(index + 1), row);
    }
  }
}

const PERSONA_COLUMNS = ['counter_currency', 'counter_amount', 'split_ratio', 'cost_basis', 'acquired_on', 'note'];

function transactionLine(account: string, ref: string, row: WorldTransaction): string {
  const mic = row.symbol === undefined ? undefined : instrumentOf(row.symbol).mic;
  return line([
    account,
    ref,
    row.type,
    row.tradeDate,
    row.settleDate,
    mic,
    row.symbol,
    row.quantity,
    row.price,
    row.currency,
    row.gross,
    row.net,
    row.charges,
    row.counterCurrency,
    row.counterAmount,
    row.splitRatio,
    row.costBasis,
    row.acquiredOn,
    row.note,
  ]);
}

function line(fields: readonly (string | null | undefined)[]): string {
  return `${fields.map((field) => csvField(field ?? '')).join(',')}\n`;
}

function* concat(...parts: Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part;
}

const CHUNK_CHARS = 1 << 17;

async function* chunks(lines: Iterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for (const next of lines) {
    text += next;
    if (text.length < CHUNK_CHARS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
