import { kernelError } from '../../kernel/errors.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { BoundReach, Statement, TextRow } from '../../operation/reach.js';
import { LEDGER_COLUMNS, type LedgerTransaction, ledgerTransaction } from '../derive/ledger-transaction.js';
import type { PortfolioScope } from './portfolio-scope.js';

export interface InstrumentFacts {
  readonly id: string;
  readonly mic: string;
  readonly symbol: string;
  /** Of its prices; a position can be kept in another one (Southbound trades settle in CNY). */
  readonly currency: string;
}

export interface PortfolioLedger {
  readonly baseCurrency: string;
  /** By trade date, then id, over all accounts of the scope. */
  readonly transactions: readonly LedgerTransaction[];
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
}

/**
 * All transactions of a portfolio up to a day, in one round trip under the bound reach.
 *
 * @throws PublicError NOT_FOUND when the reach has no customer or does not cover the account
 */
export async function readPortfolio(
  reach: BoundReach,
  scope: PortfolioScope,
  upTo: LocalDate,
): Promise<PortfolioLedger> {
  const customerId = customerOf(reach);
  const [base, ledger, instruments] = await reach.read([
    baseCurrencyStatement(customerId, scope),
    {
      name: 'portfolio_ledger',
      text: `SELECT ${LEDGER_COLUMNS} FROM transaction t
             WHERE t.customer_id = $1::uuid AND ($2::uuid IS NULL OR t.account_id = $2::uuid) AND t.trade_date <= $3::date
             ORDER BY t.trade_date, t.id`,
      values: [customerId, scope.accountId, upTo],
    },
    {
      name: 'portfolio_instruments',
      text: `SELECT i.id, i.mic, i.symbol, i.currency FROM instrument i WHERE i.id IN (
               SELECT t.instrument_id FROM transaction t WHERE t.customer_id = $1::uuid AND ($2::uuid IS NULL OR t.account_id = $2::uuid))`,
      values: [customerId, scope.accountId],
    },
  ]);
  return {
    baseCurrency: baseCurrency(base),
    transactions: (ledger ?? []).map(ledgerTransaction),
    instruments: new Map((instruments ?? []).map((row) => [row[0] ?? '', instrumentFacts(row)])),
  };
}

export function customerOf(reach: BoundReach): string {
  const { customerId } = reach.reach;
  if (customerId === null) throw kernelError('NOT_FOUND');
  return customerId;
}

/** An account reports in its own base currency, all accounts together in the customer's. */
export function baseCurrencyStatement(customerId: string, { accountId }: PortfolioScope): Statement {
  return accountId === null
    ? {
        name: 'portfolio_customer_currency',
        text: 'SELECT base_currency FROM customer WHERE id = $1::uuid',
        values: [customerId],
      }
    : {
        name: 'portfolio_account_currency',
        text: 'SELECT base_currency FROM account WHERE customer_id = $1::uuid AND id = $2::uuid',
        values: [customerId, accountId],
      };
}

export function baseCurrency(rows: readonly TextRow[] | undefined): string {
  const currency = rows?.[0]?.[0];
  if (!currency) throw kernelError('NOT_FOUND');
  return currency;
}

function instrumentFacts([id, mic, symbol, currency]: TextRow): InstrumentFacts {
  return { id: id ?? '', mic: mic ?? '', symbol: symbol ?? '', currency: currency ?? '' };
}
