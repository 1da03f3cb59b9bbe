import type { LocalDate } from '../src/kernel/local-date.js';

export interface WorldInstrument {
  readonly mic: string;
  readonly symbol: string;
  /** Only where the number is certain. */
  readonly isin: string | null;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly type: 'STOCK' | 'ETF' | 'FUND' | 'OPTION' | 'INDEX';
  readonly currency: 'CNY' | 'HKD' | 'USD';
  readonly lotSize: number;
  /** Decimal places of its price. */
  readonly priceDecimals: number;
  readonly riskLevel: 'R1' | 'R2' | 'R3' | 'R4' | 'R5';
  readonly sector: string | null;
  readonly connectEligible: boolean;
  readonly dividendTaxClass: string | null;
  readonly simulation: Simulation;
  /** Paid every year in this month, as a fraction of the price. */
  readonly dividend?: { readonly month: number; readonly yieldFraction: number };
  readonly option?: OptionContract;
  readonly splits?: readonly { readonly date: LocalDate; readonly ratio: number }[];
}

/** On a share or fund unit of the same venue. */
export interface OptionContract {
  readonly kind: 'CALL' | 'PUT';
  readonly style: 'AMERICAN' | 'EUROPEAN';
  readonly strike: string;
  readonly expiry: LocalDate;
  readonly underlying: string;
}

/** A random walk from the first price to the last one, both as quoted on their day. */
export interface Simulation {
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly firstPrice: number;
  readonly lastPrice: number;
  /** Standard deviation of a year's log return. */
  readonly volatility: number;
}

type Row = readonly [
  symbol: string,
  isin: string | null,
  nameZh: string,
  nameEn: string,
  lotSize: number,
  riskLevel: WorldInstrument['riskLevel'],
  sector: string | null,
  firstPrice: number,
  lastPrice: number,
  volatility: number,
  dividend?: readonly [month: number, yieldFraction: number],
];

/** Simulated prices begin here, unless real ones come first. */
export const FIRST_DAY = '2016-01-04';

export function stocks(
  mic: string,
  currency: WorldInstrument['currency'],
  dividendTaxClass: string,
  rows: readonly Row[],
): WorldInstrument[] {
  return rows.map((row) => stock(mic, currency, dividendTaxClass, row));
}

export function funds(mic: string, type: WorldInstrument['type'], rows: readonly Row[]): WorldInstrument[] {
  const priceDecimals = { STOCK: 2, ETF: 3, FUND: 4, OPTION: 4, INDEX: 2 }[type];
  return rows.map((row) => ({ ...stock(mic, 'CNY', null, row), type, priceDecimals, connectEligible: false }));
}

export function stock(
  mic: string,
  currency: WorldInstrument['currency'],
  dividendTaxClass: string | null,
  row: Row,
): WorldInstrument {
  const [symbol, isin, nameZh, nameEn, lotSize, riskLevel, sector, firstPrice, lastPrice, volatility, dividend] = row;
  return {
    mic,
    symbol,
    isin,
    nameZh,
    nameEn,
    type: 'STOCK',
    currency,
    lotSize,
    priceDecimals: 2,
    riskLevel,
    sector,
    dividendTaxClass,
    connectEligible: mic === 'XHKG',
    simulation: walk(firstPrice, lastPrice, volatility),
    ...(dividend ? { dividend: { month: dividend[0], yieldFraction: dividend[1] } } : {}),
  };
}

export function usd(
  mic: string,
  symbol: string,
  isin: string | null,
  nameZh: string,
  nameEn: string,
  type: WorldInstrument['type'],
  riskLevel: WorldInstrument['riskLevel'],
) {
  return {
    mic,
    symbol,
    isin,
    nameZh,
    nameEn,
    type,
    currency: 'USD',
    lotSize: 1,
    priceDecimals: 2,
    riskLevel,
    sector: null,
    connectEligible: false,
    dividendTaxClass: 'US',
  } as const;
}

export function walk(firstPrice: number, lastPrice: number, volatility: number): Simulation {
  return { from: FIRST_DAY, firstPrice, lastPrice, volatility };
}

/** Real data end on 2020-04-17; the walk starts from their last close, which real-prices.ts knows. */
export function afterReal(lastPrice: number, volatility: number): Simulation {
  return { from: '2020-04-20', firstPrice: 0, lastPrice, volatility };
}

/** Real month-end prices to 2010-03, then a walk. */
export function continued(
  mic: string,
  symbol: string,
  isin: string,
  nameZh: string,
  nameEn: string,
  lastPrice: number,
  volatility: number,
  dividend?: readonly [number, number],
  splits?: WorldInstrument['splits'],
): WorldInstrument {
  return {
    ...usd(mic, symbol, isin, nameZh, nameEn, 'STOCK', 'R4'),
    sector: 'TECHNOLOGY',
    simulation: { from: '2010-04-01', firstPrice: 0, lastPrice, volatility },
    ...(dividend ? { dividend: { month: dividend[0], yieldFraction: dividend[1] } } : {}),
    ...(splits ? { splits } : {}),
  };
}

/** Quoted per unit of the underlying; one contract is 10,000 units, which is the lot. */
export function option(
  symbol: string,
  nameZh: string,
  nameEn: string,
  firstPrice: number,
  lastPrice: number,
  contract: Omit<OptionContract, 'style'>,
  to = '2026-09-23',
): WorldInstrument {
  return {
    mic: 'XSHG',
    symbol,
    isin: null,
    nameZh,
    nameEn,
    type: 'OPTION',
    currency: 'CNY',
    lotSize: 10_000,
    priceDecimals: 4,
    riskLevel: 'R5',
    sector: null,
    connectEligible: false,
    dividendTaxClass: null,
    option: { ...contract, style: 'EUROPEAN' }, // as all options on exchange-traded funds in Shanghai
    simulation: { from: '2026-03-02', to, firstPrice, lastPrice, volatility: 0.8 },
  };
}
