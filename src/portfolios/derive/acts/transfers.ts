import { ZERO } from '../../../kernel/decimal.js';
import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { refuse } from '../refuse.js';
import { moveCash } from './cash.js';
import { takeIn, takeOut } from './units.js';

/** TRANSFER_IN: units keep the cost and the acquisition day that they bring along; without an instrument it is cash. A fee is paid by net. */
export function transferIn(account: AccountState, transaction: LedgerTransaction): void {
  const { instrumentId, costBasis, acquiredOn, tradeDate, net } = transaction;
  if (instrumentId) {
    if (costBasis === null) refuse(account, transaction, 'units that come in by transfer need their cost_basis');
    if (acquiredOn !== null && acquiredOn > tradeDate)
      refuse(account, transaction, 'its units can not be acquired after the transfer');
    const position = takeIn(account, transaction, {
      cost: costBasis,
      paid: costBasis,
      acquiredOn: acquiredOn ?? tradeDate,
    });
    if (net.lessThan(ZERO)) position.fees = position.fees.sub(net);
  }
  moveCash(account, transaction);
}

/** TRANSFER_OUT: units leave with their FIFO cost; nothing is realised, for nothing was sold. Without an instrument it is cash. */
export function transferOut(account: AccountState, transaction: LedgerTransaction): void {
  if (transaction.instrumentId) {
    const { position } = takeOut(account, transaction);
    if (transaction.net.lessThan(ZERO)) position.fees = position.fees.sub(transaction.net);
  }
  moveCash(account, transaction);
}
