import { type Decimal, decimal } from '../../../src/kernel/decimal.js';
import type { YearEndReportData } from './generated/yearEndReport.js';

export type Holding = YearEndReportData['accounts']['edges'][number]['node']['taxYear']['holdings'][number];
export type Disposal = Holding['disposals'][number];

/** How the instrument is held, which decides the law: told from the venue and from the currency that the account keeps it in. */
export type Channel = 'A_SHARE' | 'STOCK_CONNECT' | 'HONG_KONG_DIRECT' | 'US_DIRECT' | 'OTHER';

const MAINLAND = new Set(['XSHG', 'XSHE', 'BJSE']);
const UNITED_STATES = new Set(['XNYS', 'XNAS', 'ARCX', 'XASE']);

export function channelOf({ currency, instrument }: Holding): Channel {
  if (MAINLAND.has(instrument.mic)) return instrument.type === 'STOCK' ? 'A_SHARE' : 'OTHER';
  if (instrument.mic === 'XHKG') return currency === 'CNY' ? 'STOCK_CONNECT' : 'HONG_KONG_DIRECT';
  return UNITED_STATES.has(instrument.mic) ? 'US_DIRECT' : 'OTHER';
}

/** What left by a transfer was not sold. */
export function isSale({ type }: Disposal): boolean {
  return type !== 'TRANSFER_OUT';
}

export function gainOf({ proceeds, cost }: Disposal): Decimal {
  return decimal(proceeds.amount).sub(cost.amount);
}
