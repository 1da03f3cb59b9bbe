import type { TransactionType } from '../../finance/transaction-types.js';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LedgerTransaction } from '../derive/ledger-transaction.js';

/** Money or units that entered or left the portfolio from outside, in any currency. */
export interface ExternalMove {
  /** `null` for cash. */
  readonly instrumentId: string | null;
  readonly currency: string;
  /** Units, or the amount of cash; signed. */
  readonly amount: Decimal;
  /** Cost of the units in `currency`, their value when no price is known. */
  readonly cost: Decimal;
  /** Transfers between two accounts of one portfolio cancel out; deposits and withdrawals stay two flows. */
  readonly nets: boolean;
}

type Move = (transaction: LedgerTransaction, cost: Decimal) => ExternalMove;

/** Types that are flows from outside. Everything else (dividends, fees, trades, adjustments) is result. */
const EXTERNAL: Readonly<Partial<Record<TransactionType, Move>>> = {
  DEPOSIT: (transaction) => ({ ...cash(transaction), nets: false }),
  WITHDRAWAL: (transaction) => ({ ...cash(transaction), nets: false }),
  TRANSFER_IN: (transaction, cost) =>
    transaction.instrumentId ? units(transaction, cost) : { ...cash(transaction), nets: true },
  TRANSFER_OUT: (transaction, cost) =>
    transaction.instrumentId ? units(transaction, cost) : { ...cash(transaction), nets: true },
};

export function externalMove(transaction: LedgerTransaction, cost: Decimal): ExternalMove | undefined {
  return transaction.annulled ? undefined : EXTERNAL[transaction.type]?.(transaction, cost);
}

/**
 * In- and outflows of one day in base currency, both ≥ 0.
 *
 * @param value what a move is worth in base currency, signed like the move
 */
export function dayFlows(
  moves: readonly ExternalMove[],
  value: (move: ExternalMove) => Decimal,
): { inflow: Decimal; outflow: Decimal } {
  const netted = new Map<string, Decimal>();
  let inflow: Decimal = ZERO;
  let outflow: Decimal = ZERO;
  const add = (amount: Decimal) => {
    if (amount.greaterThan(ZERO)) inflow = inflow.add(amount);
    else outflow = outflow.sub(amount);
  };
  for (const move of moves) {
    const key = move.instrumentId ?? move.currency;
    if (move.nets) netted.set(key, (netted.get(key) ?? ZERO).add(value(move)));
    else add(value(move));
  }
  for (const amount of netted.values()) add(amount);
  return { inflow, outflow };
}

function cash({ currency, net }: LedgerTransaction): Omit<ExternalMove, 'nets'> {
  return { instrumentId: null, currency, amount: net, cost: ZERO };
}

function units({ instrumentId, currency, quantity }: LedgerTransaction, cost: Decimal): ExternalMove {
  return { instrumentId, currency, amount: quantity, cost, nets: true };
}
