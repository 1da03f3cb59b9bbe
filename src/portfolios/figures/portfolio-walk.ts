import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { type AccountState, emptyAccount, type PositionState } from '../derive/account-state.js';
import { applyTransaction } from '../derive/apply-transaction.js';
import type { LedgerTransaction } from '../derive/ledger-transaction.js';

/** What one transaction did beyond moving units and cash; each amount in the transaction's currency. */
export interface TransactionEffect {
  readonly realized: Decimal;
  readonly dividends: Decimal;
  readonly fees: Decimal;
  /** Cost of the units that came in (> 0) or went out (< 0). */
  readonly cost: Decimal;
}

interface Held {
  quantity: Decimal;
}

/**
 * A portfolio walking through its ledger: the derivation of each account, and over all of them what is held and what is in cash.
 * It is the same derivation that makes the stored positions, so a value series can't disagree with them.
 */
export class PortfolioWalk {
  readonly held = new Map<string, Held>();
  readonly cash = new Map<string, Decimal>();
  readonly #accounts = new Map<string, AccountState>();

  apply(transaction: LedgerTransaction): TransactionEffect {
    const account = this.#account(transaction.accountId);
    const before = snapshot(account, transaction);
    applyTransaction(account, transaction);
    const after = snapshot(account, transaction);
    for (const [currency, total] of after.cash) this.#moveCash(currency, total.sub(before.cash.get(currency) ?? ZERO));
    if (transaction.instrumentId) this.#moveUnits(transaction.instrumentId, after.quantity.sub(before.quantity));
    return {
      realized: after.realized.sub(before.realized),
      dividends: after.dividends.sub(before.dividends),
      fees: after.fees.sub(before.fees).add(accountFee(transaction)),
      cost: after.cost.sub(before.cost),
    };
  }

  /** FIFO cost of what is held of an instrument, by the currency it is kept in. */
  costOf(instrumentId: string): { currency: string; cost: Decimal }[] {
    return this.#positions(instrumentId).map(({ currency, costBasis }) => ({ currency, cost: costBasis }));
  }

  #positions(instrumentId: string): PositionState[] {
    return [...this.#accounts.values()].flatMap((account) => account.positions.get(instrumentId) ?? []);
  }

  #account(accountId: string): AccountState {
    let account = this.#accounts.get(accountId);
    if (!account)
      this.#accounts.set(accountId, (account = emptyAccount({ accountId, customerId: '', ref: accountId })));
    return account;
  }

  #moveCash(currency: string, amount: Decimal): void {
    if (!amount.isZero()) this.cash.set(currency, (this.cash.get(currency) ?? ZERO).add(amount));
  }

  #moveUnits(instrumentId: string, quantity: Decimal): void {
    if (quantity.isZero()) return;
    const held = this.held.get(instrumentId);
    if (!held) this.held.set(instrumentId, { quantity });
    else {
      held.quantity = held.quantity.add(quantity);
      if (held.quantity.isZero()) this.held.delete(instrumentId);
    }
  }
}

function snapshot(account: AccountState, { instrumentId, currency, counterCurrency }: LedgerTransaction) {
  const position = instrumentId ? account.positions.get(instrumentId) : undefined;
  const cash = new Map<string, Decimal>([[currency, account.balances.get(currency)?.total ?? ZERO]]);
  if (counterCurrency) cash.set(counterCurrency, account.balances.get(counterCurrency)?.total ?? ZERO);
  return {
    cash,
    quantity: position?.quantity ?? ZERO,
    realized: position?.realizedPnl ?? ZERO,
    dividends: position?.dividendsNet ?? ZERO,
    fees: position?.fees ?? ZERO,
    cost: position?.costBasis ?? ZERO,
  };
}

/** A fee of the account as a whole belongs to no position. */
function accountFee({ type, instrumentId, annulled, net }: LedgerTransaction): Decimal {
  return type === 'FEE' && !instrumentId && !annulled ? net.neg() : ZERO;
}

/** Positions of transactions by trade date, for walking day by day. */
export function byTradeDate(transactions: readonly LedgerTransaction[]): Map<LocalDate, LedgerTransaction[]> {
  const days = new Map<LocalDate, LedgerTransaction[]>();
  for (const transaction of transactions) {
    const day = days.get(transaction.tradeDate);
    if (day) day.push(transaction);
    else days.set(transaction.tradeDate, [transaction]);
  }
  return days;
}
