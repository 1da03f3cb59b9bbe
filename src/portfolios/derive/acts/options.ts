import { ZERO } from '../../../kernel/decimal.js';
import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { refuse } from '../refuse.js';
import { acquire, dispose } from './trades.js';

/**
 * EXERCISE, ASSIGN: two rows. The option's has quantity < 0: the contracts go out, their premium (less a cash settlement in net)
 * is realised there. The underlying's is a trade at the strike: quantity > 0 buys, quantity < 0 sells.
 */
export function exerciseOrAssign(account: AccountState, transaction: LedgerTransaction): void {
  if (transaction.quantity.greaterThan(ZERO)) acquire(account, transaction);
  else dispose(account, transaction);
}

/** EXPIRE: contracts go out for nothing; their premium is a realised loss. */
export function expire(account: AccountState, transaction: LedgerTransaction): void {
  if (transaction.net.greaterThan(ZERO))
    refuse(account, transaction, 'what expires pays nothing; record a payment as EXERCISE');
  dispose(account, transaction);
}
