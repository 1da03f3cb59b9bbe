import { type Decimal, ZERO } from '../../../kernel/decimal.js';
import type { LocalDate } from '../../../kernel/local-date.js';
import type { AccountState } from '../account-state.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { refuse } from '../refuse.js';

/** DEPOSIT, WITHDRAWAL, and the cash side of every other type: the balance in `currency` moves by `net`. */
export function moveCash(account: AccountState, { currency, net, tradeDate }: LedgerTransaction): void {
  move(account, currency, net, tradeDate);
}

/** FX: `net` moves the balance in `currency`, `counterAmount` that in `counterCurrency`; one goes down, the other up. */
export function convert(account: AccountState, transaction: LedgerTransaction): void {
  const { counterCurrency, counterAmount, currency, net, tradeDate } = transaction;
  if (!counterCurrency || counterCurrency === currency)
    refuse(account, transaction, 'an exchange needs a second currency');
  if (net.mul(counterAmount).greaterThan(ZERO))
    refuse(account, transaction, 'of an exchange one side must be paid and the other received');
  move(account, currency, net, tradeDate);
  move(account, counterCurrency, counterAmount, tradeDate);
}

function move(account: AccountState, currency: string, amount: Decimal, on: LocalDate): void {
  if (amount.isZero()) return;
  const balance = account.balances.get(currency);
  if (!balance) account.balances.set(currency, { currency, total: amount, updatedOn: on });
  else {
    balance.total = balance.total.add(amount);
    balance.updatedOn = on;
  }
}
