import { weights } from '../../finance/index.js';
import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { Holding, Holdings } from './read-holdings.js';
import type { PortfolioWarning } from './warnings.js';

export const ALLOCATION_DIMENSIONS = ['ASSET_TYPE', 'CURRENCY', 'SECTOR', 'MARKET', 'INSTRUMENT'] as const;
export type AllocationDimension = (typeof ALLOCATION_DIMENSIONS)[number];

export interface Slice {
  /** The class, e.g. `STOCK`, `HKD`, `XSHG`, `XSHG:600519`; cash is `CASH`, except by currency. */
  readonly key: string;
  readonly name: string;
  readonly value: Decimal;
  readonly weight: Decimal;
}

export interface Allocation {
  readonly slices: readonly Slice[];
  readonly warnings: readonly PortfolioWarning[];
}

const CASH = { key: 'CASH', name: 'Cash' };

/** In which class a holding stands, for each dimension. */
const CLASS_OF: Readonly<Record<AllocationDimension, (holding: Holding) => { key: string; name: string }>> = {
  ASSET_TYPE: ({ type }) => ({ key: type, name: type }),
  CURRENCY: ({ currency }) => ({ key: currency, name: currency }),
  SECTOR: ({ sector }) => ({ key: sector ?? 'UNCLASSIFIED', name: sector ?? 'Unclassified' }),
  MARKET: ({ mic }) => ({ key: mic, name: mic }),
  INSTRUMENT: ({ mic, symbol, nameEn }) => ({ key: `${mic}:${symbol}`, name: nameEn }),
};

/** Shares of the total value by one dimension, largest first; weights add up to exactly 1. No slices when the total is not positive. */
export function allocate(holdings: Holdings, by: AllocationDimension): Allocation {
  const classes = new Map<string, { key: string; name: string; value: Decimal }>();
  const add = (slice: { key: string; name: string }, value: Decimal) => {
    classes.set(slice.key, { ...slice, value: (classes.get(slice.key)?.value ?? ZERO).add(value) });
  };
  for (const holding of holdings.positions) add(CLASS_OF[by](holding), holding.value);
  for (const { currency, value } of holdings.cash)
    if (!value.isZero()) add(by === 'CURRENCY' ? { key: currency, name: currency } : CASH, value);
  const sorted = [...classes.values()].sort((a, b) => b.value.comparedTo(a.value) || (a.key < b.key ? -1 : 1));
  const shares = weights(sorted.map(({ value }) => value));
  if (!shares) return { slices: [], warnings: [...holdings.warnings, nothingToShare()] };
  return {
    slices: sorted.map((slice, index) => ({ ...slice, weight: shares[index] ?? ZERO })),
    warnings: holdings.warnings,
  };
}

/** Securities and cash together, in base currency. */
export function totalValue(holdings: Holdings): Decimal {
  return sum([...holdings.positions, ...holdings.cash].map(({ value }) => value));
}

export function cashValue(holdings: Holdings): Decimal {
  return sum(holdings.cash.map(({ value }) => value));
}

function nothingToShare(): PortfolioWarning {
  return {
    code: 'NOTHING_TO_SHARE',
    message: 'The total value is not positive: shares of it have no meaning.',
    mic: null,
    symbol: null,
  };
}
