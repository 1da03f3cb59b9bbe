import type { LocalDate } from '../src/kernel/local-date.js';

/** A row of transactions.csv; absent columns are empty. */
export interface WorldTransaction {
  readonly type: string;
  readonly tradeDate: LocalDate;
  readonly settleDate: LocalDate;
  readonly symbol?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly currency: string;
  readonly gross?: string;
  readonly net?: string;
  readonly charges?: string;
  readonly counterCurrency?: string;
  readonly counterAmount?: string;
  readonly splitRatio?: string;
  readonly costBasis?: string;
  readonly acquiredOn?: LocalDate;
  readonly note?: string;
}
