import type { Clock } from '../../kernel/clock.js';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import type { BoundReach, Statement, TextRow } from '../../operation/reach.js';
import { FxRates } from './fx-rates.js';
import { businessDay, type PortfolioScope } from './portfolio-scope.js';
import { baseCurrency, baseCurrencyStatement, customerOf } from './read-portfolio.js';
import { type PortfolioWarning, unpricedWarnings } from './warnings.js';

/** One instrument over all accounts of the portfolio, as it stands now. */
export interface Holding {
  readonly instrumentId: string;
  readonly mic: string;
  readonly symbol: string;
  readonly nameEn: string;
  readonly type: string;
  readonly sector: string | null;
  /** In which its price moves. */
  readonly currency: string;
  /** In base currency, unrounded. */
  readonly value: Decimal;
}

export interface CashHolding {
  readonly currency: string;
  /** In `currency`. */
  readonly amount: Decimal;
  /** In base currency, unrounded. */
  readonly value: Decimal;
}

export interface Holdings {
  readonly currency: string;
  readonly positions: readonly Holding[];
  readonly cash: readonly CashHolding[];
  readonly warnings: readonly PortfolioWarning[];
}

/**
 * What a portfolio holds now, valued at the latest quote, else at the last close, else at cost (with a warning).
 *
 * @throws PublicError NOT_FOUND, FX_RATE_UNAVAILABLE
 */
export async function readHoldings(
  { reach, clock }: { reach: BoundReach; clock: Clock },
  scope: PortfolioScope,
): Promise<Holdings> {
  const customerId = customerOf(reach);
  const today = businessDay(clock);
  const [base, positions = [], balances = []] = await reach.read([
    baseCurrencyStatement(customerId, scope),
    holdingsStatement(customerId, scope, today),
    cashStatement(customerId, scope),
  ]);
  const currency = baseCurrency(base);
  const currencies = new Set([
    currency,
    ...positions.flatMap((row) => [row[6] ?? '', row[9] ?? '']),
    ...balances.map((row) => row[0] ?? ''),
  ]);
  const fx = await FxRates.read(reach, [...currencies], currency, { from: today, to: today });
  const toBase = (amount: Decimal, from: string) => amount.mul(fx.rate(from, today));
  return {
    currency,
    positions: mergeByInstrument(positions.map((row) => holding(row, toBase))),
    cash: balances.map(([from, total]) => cashHolding(from ?? '', decimal(total ?? '0'), toBase)),
    warnings: unpricedWarnings(
      positions.filter((row) => row[10] === null).map((row) => ({ mic: row[1] ?? '', symbol: row[2] ?? '' })),
    ),
  };
}

function holdingsStatement(customerId: string, { accountId }: PortfolioScope, today: string): Statement {
  return {
    name: 'portfolio_holdings',
    text: `SELECT i.id, i.mic, i.symbol, i.name_en, i.type, i.sector, i.currency, p.quantity, p.cost_basis, p.currency, COALESCE(q.last, c.close)
           FROM position p
           JOIN instrument i ON i.id = p.instrument_id
           LEFT JOIN quote q ON q.instrument_id = i.id
           LEFT JOIN LATERAL (SELECT close FROM price_daily WHERE instrument_id = i.id AND date <= $3::date
                              ORDER BY date DESC LIMIT 1) c ON q.last IS NULL
           WHERE p.customer_id = $1::uuid AND ($2::uuid IS NULL OR p.account_id = $2::uuid) AND p.quantity <> 0
           ORDER BY i.mic, i.symbol, p.id`,
    values: [customerId, accountId, today],
  };
}

function cashStatement(customerId: string, { accountId }: PortfolioScope): Statement {
  return {
    name: 'portfolio_cash',
    text: `SELECT currency, sum(total) FROM balance WHERE customer_id = $1::uuid AND ($2::uuid IS NULL OR account_id = $2::uuid)
           GROUP BY currency ORDER BY currency`,
    values: [customerId, accountId],
  };
}

type ToBase = (amount: Decimal, from: string) => Decimal;

function holding(row: TextRow, toBase: ToBase): Holding {
  const [id, mic, symbol, nameEn, type, sector, currency, quantity, cost, costCurrency, price] = row;
  const value = price
    ? toBase(decimal(quantity ?? '0').mul(price), currency ?? '')
    : toBase(decimal(cost ?? '0'), costCurrency ?? '');
  return {
    instrumentId: id ?? '',
    mic: mic ?? '',
    symbol: symbol ?? '',
    nameEn: nameEn ?? '',
    type: type ?? '',
    sector: sector ?? null,
    currency: currency ?? '',
    value,
  };
}

function cashHolding(currency: string, amount: Decimal, toBase: ToBase): CashHolding {
  return { currency, amount, value: amount.isZero() ? ZERO : toBase(amount, currency) };
}

/** The same instrument in two accounts is one holding. */
function mergeByInstrument(holdings: readonly Holding[]): Holding[] {
  const merged = new Map<string, Holding>();
  for (const holding of holdings) {
    const known = merged.get(holding.instrumentId);
    merged.set(holding.instrumentId, known ? { ...known, value: known.value.add(holding.value) } : holding);
  }
  return [...merged.values()];
}
