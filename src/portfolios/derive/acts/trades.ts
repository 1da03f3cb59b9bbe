import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { moveCash } from './cash.js';
import { takeIn, takeOut } from './units.js';

/** BUY, SUBSCRIBE, RIGHTS: units in at −net (fees included), cash out; the average counts −gross. */
export function acquire(account: AccountState, transaction: LedgerTransaction): void {
  const { gross, net, tradeDate } = transaction;
  const position = takeIn(account, transaction, { cost: net.neg(), paid: gross.neg(), acquiredOn: tradeDate });
  position.fees = position.fees.add(gross.sub(net));
  moveCash(account, transaction);
}

/** SELL, REDEEM: units out, cash in; what net exceeds their FIFO cost is realised. */
export function dispose(account: AccountState, transaction: LedgerTransaction): void {
  const { gross, net } = transaction;
  const { position, cost } = takeOut(account, transaction);
  position.realizedPnl = position.realizedPnl.add(net).sub(cost);
  position.fees = position.fees.add(gross.sub(net));
  moveCash(account, transaction);
}
