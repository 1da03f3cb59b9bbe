import { type CostLot, lotsTaken, spreadAmount } from '../../finance/index.js';
import type { TransactionType } from '../../finance/transaction-types.js';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { type LocalDate, yearOf } from '../../kernel/local-date.js';
import { minorUnit } from '../../kernel/money.js';
import { emptyAccount } from '../derive/account-state.js';
import { applyTransaction } from '../derive/apply-transaction.js';
import type { LedgerTransaction } from '../derive/ledger-transaction.js';
import { type CarriedDividend, type DividendRight, DividendRights } from './dividend-rights.js';

/** Units of one lot that left in the year, by sale or otherwise. */
export interface LotDisposal {
  readonly type: TransactionType;
  readonly acquiredOn: LocalDate;
  readonly disposedOn: LocalDate;
  readonly quantity: Decimal;
  readonly cost: Decimal;
  /** After charges; a transfer out brings nothing. */
  readonly proceeds: Decimal;
  readonly dividends: readonly CarriedDividend[];
}

export interface HoldingDividend {
  readonly recordedOn: LocalDate;
  readonly gross: Decimal;
  /** Taken in the dividend's own row; taxes in rows of their own are among `taxes`. */
  readonly withheld: Decimal;
  readonly lots: readonly DividendRight[];
}

export interface HoldingTax {
  readonly type: 'DIVIDEND_TAX' | 'TAX_TOP_UP';
  readonly on: LocalDate;
  readonly amount: Decimal;
}

/** What one instrument did in one account in the year, as far as taxes ask. */
export interface HoldingYear {
  readonly instrumentId: string;
  readonly currency: string;
  readonly disposals: LotDisposal[];
  readonly dividends: HoldingDividend[];
  readonly taxes: HoldingTax[];
}

const TAXES: ReadonlySet<TransactionType> = new Set(['DIVIDEND_TAX', 'TAX_TOP_UP']);

/**
 * Walks an account's ledger up to the end of a year and keeps what taxes of that year depend on: which lots left, what they cost
 * and brought, and which dividends they had received. The same derivation as the stored positions; dividends before the year
 * count, for their tax falls due at the sale.
 *
 * Convention: a dividend belongs to the units held on its trade date, before trades of that day that were recorded later.
 *
 * @param transactions of one account, by trade date then id, none later than the year
 */
export function walkTaxYear(transactions: readonly LedgerTransaction[], year: number): HoldingYear[] {
  const account = emptyAccount({ accountId: '', customerId: '', ref: '' });
  const rights = new Map<string, DividendRights>();
  const holdings = new Map<string, HoldingYear>();
  for (const transaction of transactions) {
    const { instrumentId, annulled } = transaction;
    if (!instrumentId || annulled) {
      applyTransaction(account, transaction);
      continue;
    }
    const before = account.positions.get(instrumentId)?.lots ?? [];
    applyTransaction(account, transaction);
    const after = account.positions.get(instrumentId)?.lots ?? [];
    const ofLots = rights.get(instrumentId) ?? new DividendRights();
    rights.set(instrumentId, ofLots);
    note(holdingOf(holdings, transaction, instrumentId), transaction, { before, after, rights: ofLots, year });
  }
  return [...holdings.values()].filter(
    ({ disposals, dividends, taxes }) => disposals.length + dividends.length + taxes.length > 0,
  );
}

interface Step {
  readonly before: readonly CostLot[];
  readonly after: readonly CostLot[];
  readonly rights: DividendRights;
  readonly year: number;
}

function note(holding: HoldingYear, transaction: LedgerTransaction, step: Step): void {
  const { type, quantity, tradeDate, gross, net } = transaction;
  const inYear = yearOf(tradeDate) === step.year;
  if (quantity.lessThan(ZERO)) {
    const disposals = disposalsOf(transaction, step);
    if (inYear) holding.disposals.push(...disposals);
  } else if (type === 'DIVIDEND') {
    const lots = step.rights.grant(step.after, gross, tradeDate, minorUnit(transaction.currency));
    if (inYear) holding.dividends.push({ recordedOn: tradeDate, gross, withheld: gross.sub(net), lots });
  } else if (inYear && isTax(type)) {
    holding.taxes.push({ type, on: tradeDate, amount: net.neg() });
  }
}

function disposalsOf(transaction: LedgerTransaction, { before, after, rights }: Step): LotDisposal[] {
  const { type, tradeDate, net, currency } = transaction;
  const decimals = minorUnit(currency);
  const taken = lotsTaken(before, after);
  const proceeds = spreadAmount(
    type === 'TRANSFER_OUT' ? ZERO : net,
    taken.map((lot) => lot.quantity),
    decimals,
  );
  const whole = new Map(before.map((lot) => [lot.openedBy, lot]));
  return taken.map((lot, index) => ({
    type,
    acquiredOn: lot.acquiredOn,
    disposedOn: tradeDate,
    quantity: lot.quantity,
    cost: lot.cost,
    proceeds: proceeds[index] ?? ZERO,
    dividends: rights.take(whole.get(lot.openedBy) ?? lot, lot.quantity, decimals),
  }));
}

function holdingOf(
  holdings: Map<string, HoldingYear>,
  { currency }: LedgerTransaction,
  instrumentId: string,
): HoldingYear {
  const found = holdings.get(instrumentId);
  if (found) return found;
  const holding = { instrumentId, currency, disposals: [], dividends: [], taxes: [] };
  holdings.set(instrumentId, holding);
  return holding;
}

function isTax(type: TransactionType): type is HoldingTax['type'] {
  return TAXES.has(type);
}
