import type { CostLot } from '../../finance/index.js';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';

/** One instrument in one account, as table `position` keeps it. Lots stand in FIFO order and add up to `quantity` and `costBasis`. */
export interface PositionState {
  readonly instrumentId: string;
  readonly currency: string;
  quantity: Decimal;
  costBasis: Decimal;
  averageCost: Decimal;
  realizedPnl: Decimal;
  dividendsNet: Decimal;
  fees: Decimal;
  openedOn: LocalDate;
  updatedOn: LocalDate;
  lots: readonly CostLot[];
}

export interface BalanceState {
  readonly currency: string;
  total: Decimal;
  updatedOn: LocalDate;
}

/** All that transactions say about one account, up to and including the last one that was applied. */
export interface AccountState {
  readonly accountId: string;
  readonly customerId: string;
  /** Account reference, for refusals. */
  readonly ref: string;
  readonly positions: Map<string, PositionState>;
  readonly balances: Map<string, BalanceState>;
  /** Rows that were taken in, annulled ones included. */
  appliedCount: number;
  lastTradeDate: LocalDate;
  lastTransactionId: string;
}

export function emptyAccount(of: { accountId: string; customerId: string; ref: string }): AccountState {
  return {
    ...of,
    positions: new Map(),
    balances: new Map(),
    appliedCount: 0,
    lastTradeDate: '',
    lastTransactionId: '',
  };
}

export function emptyPosition(of: { instrumentId: string; currency: string; openedOn: LocalDate }): PositionState {
  return {
    ...of,
    quantity: ZERO,
    costBasis: ZERO,
    averageCost: ZERO,
    realizedPnl: ZERO,
    dividendsNet: ZERO,
    fees: ZERO,
    updatedOn: of.openedOn,
    lots: [],
  };
}
