import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { moveCash } from './cash.js';
import { positionOf } from './units.js';

/**
 * DIVIDEND, DIVIDEND_TAX, TAX_TOP_UP, INTEREST: cash moves by net, which is after tax. With an instrument it counts as that
 * position's dividends (a later tax lowers them), without one (interest on cash) it is cash alone. Units don't move.
 */
export function payIncome(account: AccountState, transaction: LedgerTransaction): void {
  if (transaction.instrumentId) {
    const position = positionOf(account, transaction);
    position.dividendsNet = position.dividendsNet.add(transaction.net);
  }
  moveCash(account, transaction);
}

/** FEE: cash out; with an instrument it counts among that position's fees, but not into its cost: it bought nothing. */
export function chargeFee(account: AccountState, transaction: LedgerTransaction): void {
  if (transaction.instrumentId) {
    const position = positionOf(account, transaction);
    position.fees = position.fees.sub(transaction.net);
  }
  moveCash(account, transaction);
}
