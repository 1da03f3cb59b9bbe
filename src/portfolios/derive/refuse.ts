import { MINOR_UNITS } from '../../kernel/money.js';
import { portfolioError } from '../portfolios.errors.js';
import type { AccountState } from './account-state.js';
import type { LedgerTransaction } from './ledger-transaction.js';

/** @throws PublicError INVALID_TRANSACTION, always; the state was not changed yet */
export function refuse(account: AccountState, transaction: LedgerTransaction, reason: string): never {
  throw portfolioError('INVALID_TRANSACTION', {
    params: { account: account.ref, transaction: transaction.ref, type: transaction.type, reason },
  });
}

/** Decimal places of cost in the transaction's currency. */
export function costDecimals(account: AccountState, transaction: LedgerTransaction): number {
  return (
    MINOR_UNITS[transaction.currency] ??
    refuse(account, transaction, `currency ${transaction.currency} can not be held here`)
  );
}
