import type { TransactionType } from '../../finance/transaction-types.js';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { TextRow } from '../../operation/reach.js';

/** What derivation reads of a transaction. Signs are the account's view: net > 0 is cash in, quantity > 0 is units in. */
export interface LedgerTransaction {
  readonly id: string;
  readonly accountId: string;
  /** The recorder's own reference, for refusals. */
  readonly ref: string;
  readonly type: TransactionType;
  readonly tradeDate: LocalDate;
  readonly instrumentId: string | null;
  readonly quantity: Decimal;
  readonly currency: string;
  readonly gross: Decimal;
  readonly net: Decimal;
  readonly counterCurrency: string | null;
  readonly counterAmount: Decimal;
  readonly splitRatio: Decimal | null;
  readonly costBasis: Decimal | null;
  readonly acquiredOn: LocalDate | null;
  /** It reverses another one or was reversed: it counts, but has no effect. */
  readonly annulled: boolean;
}

/**
 * The columns of a {@link LedgerTransaction}, in order, of table `transaction t`. A reversal and what it reverses are both
 * marked annulled, so that history reads as if the mistake had not been made. EXISTS instead of a join: PostgreSQL hashes it
 * for a whole ledger and probes the index for one customer, and either way the order of `transaction_by_account` survives.
 */
export const LEDGER_COLUMNS = `t.id, t.account_id, t.external_ref, t.type, t.trade_date, t.instrument_id, t.quantity, t.currency, t.gross, t.net,
  t.counter_currency, t.counter_amount, t.split_ratio, t.cost_basis, t.acquired_on,
  (t.reverses_id IS NOT NULL OR EXISTS (SELECT FROM transaction r WHERE r.reverses_id = t.id))`;

export function ledgerTransaction(row: TextRow): LedgerTransaction {
  return {
    id: row[0] ?? '',
    accountId: row[1] ?? '',
    ref: row[2] ?? '',
    type: row[3] as TransactionType,
    tradeDate: row[4] ?? '',
    instrumentId: row[5] ?? null,
    quantity: amount(row[6]),
    currency: row[7] ?? '',
    gross: amount(row[8]),
    net: amount(row[9]),
    counterCurrency: row[10] ?? null,
    counterAmount: amount(row[11]),
    splitRatio: optional(row[12]),
    costBasis: optional(row[13]),
    acquiredOn: row[14] ?? null,
    annulled: row[15] === 't',
  };
}

function amount(text: string | null | undefined): Decimal {
  return text == null || text === '0' ? ZERO : decimal(text);
}

function optional(text: string | null | undefined): Decimal | null {
  return text == null ? null : decimal(text);
}
