import type { TransactionType } from '../../finance/transaction-types.js';
import type { AccountState } from './account-state.js';
import { adjust } from './acts/adjustments.js';
import { convert, moveCash } from './acts/cash.js';
import { issueBonus, split } from './acts/corporate-actions.js';
import { chargeFee, payIncome } from './acts/income.js';
import { exerciseOrAssign, expire } from './acts/options.js';
import { acquire, dispose } from './acts/trades.js';
import { transferIn, transferOut } from './acts/transfers.js';
import type { LedgerTransaction } from './ledger-transaction.js';

export type Act = (account: AccountState, transaction: LedgerTransaction) => void;

/** What each type of transaction does; everything else in derivation is the same for all of them. */
const ACTS: Readonly<Record<TransactionType, Act>> = {
  BUY: acquire,
  SUBSCRIBE: acquire,
  RIGHTS: acquire,
  SELL: dispose,
  REDEEM: dispose,
  DIVIDEND: payIncome,
  DIVIDEND_TAX: payIncome,
  TAX_TOP_UP: payIncome,
  INTEREST: payIncome,
  FEE: chargeFee,
  DEPOSIT: moveCash,
  WITHDRAWAL: moveCash,
  FX: convert,
  TRANSFER_IN: transferIn,
  TRANSFER_OUT: transferOut,
  SPLIT: split,
  BONUS: issueBonus,
  EXERCISE: exerciseOrAssign,
  ASSIGN: exerciseOrAssign,
  EXPIRE: expire,
  ADJUSTMENT: adjust,
};

/**
 * Takes the next transaction of an account into its state. Pure but for `account`, which it changes in place
 * (a copy per row made the derivation three times as slow). Transactions must come in the order (tradeDate, id).
 *
 * After a refusal the state is not to be used any more.
 *
 * @throws PublicError OVERSOLD, INVALID_TRANSACTION
 */
export function applyTransaction(account: AccountState, transaction: LedgerTransaction): void {
  if (!transaction.annulled) ACTS[transaction.type](account, transaction);
  account.appliedCount += 1;
  account.lastTradeDate = transaction.tradeDate;
  account.lastTransactionId = transaction.id;
}
