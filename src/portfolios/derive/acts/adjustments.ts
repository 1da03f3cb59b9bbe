import { ZERO } from '../../../kernel/decimal.js';
import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { moveCash } from './cash.js';
import { dispose } from './trades.js';
import { positionOf, takeIn } from './units.js';

/**
 * ADJUSTMENT, by what it names: no instrument – cash; quantity > 0 – units in at cost_basis, else at what net paid;
 * quantity < 0 – units out against net (cash for fractions); quantity 0 – a gain or loss of the position.
 */
export function adjust(account: AccountState, transaction: LedgerTransaction): void {
  const { instrumentId, quantity, net } = transaction;
  if (!instrumentId) return moveCash(account, transaction);
  if (quantity.lessThan(ZERO)) return dispose(account, transaction);
  if (quantity.greaterThan(ZERO)) bringIn(account, transaction);
  else {
    const position = positionOf(account, transaction);
    position.realizedPnl = position.realizedPnl.add(net);
  }
  moveCash(account, transaction);
}

function bringIn(account: AccountState, transaction: LedgerTransaction): void {
  const { net, costBasis, acquiredOn, tradeDate } = transaction;
  const cost = costBasis ?? (net.lessThan(ZERO) ? net.neg() : ZERO);
  takeIn(account, transaction, { cost, paid: cost, acquiredOn: acquiredOn ?? tradeDate });
}
