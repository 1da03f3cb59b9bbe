import type { TransactionType } from '../../finance/transaction-types.js';
import { type Decimal, decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { BoundReach, TextRow } from '../../operation/reach.js';
import { LEDGER_COLUMNS, ledgerTransaction } from '../derive/ledger-transaction.js';
import { customerOf } from '../figures/read-portfolio.js';
import { portfolioError } from '../portfolios.errors.js';
import { type HoldingYear, walkTaxYear } from './tax-walk.js';

/** Sum of one charge over the year's trades of one side. */
export interface ChargeSum {
  readonly type: TransactionType;
  readonly code: string;
  readonly currency: string;
  readonly rateRowFrom: LocalDate | null;
  readonly amount: Decimal;
  readonly trades: number;
}

export interface TaxYearFacts {
  readonly year: number;
  readonly holdings: readonly (HoldingYear & { readonly charges: readonly ChargeSum[] })[];
}

/** Rows in one answer; the `@listSize` of the field promises fewer, and nobody is served a year in part. */
const ROWS_MAX = 5000;

/**
 * The facts that an account's taxes of a calendar year depend on, in one round trip under the bound reach. The ledger is read from its
 * beginning, because the lots of the year are older than the year.
 *
 * @throws PublicError NOT_FOUND without a customer, TAX_YEAR_TOO_LARGE
 */
export async function readTaxYear(reach: BoundReach, accountId: string, year: number): Promise<TaxYearFacts> {
  const customerId = customerOf(reach);
  const [ledger = [], charges = []] = await reach.read([
    {
      name: 'tax_year_ledger',
      text: `SELECT ${LEDGER_COLUMNS} FROM transaction t
             WHERE t.customer_id = $1::uuid AND t.account_id = $2::uuid AND t.trade_date <= make_date($3::int, 12, 31)
             ORDER BY t.trade_date, t.id`,
      values: [customerId, accountId, String(year)],
    },
    {
      name: 'tax_year_charges',
      text: `SELECT t.instrument_id, t.type, c.code, c.currency, c.rate_row_from, sum(c.amount), count(*)
             FROM transaction t JOIN transaction_charge c ON c.transaction_id = t.id
             WHERE t.customer_id = $1::uuid AND t.account_id = $2::uuid AND t.instrument_id IS NOT NULL
               AND t.trade_date BETWEEN make_date($3::int, 1, 1) AND make_date($3::int, 12, 31)
               AND t.reverses_id IS NULL AND NOT EXISTS (SELECT FROM transaction r WHERE r.reverses_id = t.id)
             GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
      values: [customerId, accountId, String(year)],
    },
  ]);
  const holdings = walkTaxYear(ledger.map(ledgerTransaction), year);
  const sums = Map.groupBy(charges, ([instrumentId]) => instrumentId ?? '');
  const facts = addTradedOnly(holdings, sums).map((holding) => ({
    ...holding,
    charges: (sums.get(holding.instrumentId) ?? []).map(chargeSum),
  }));
  if (facts.reduce((rows, holding) => rows + rowsOf(holding), 0) > ROWS_MAX)
    throw portfolioError('TAX_YEAR_TOO_LARGE', { params: { max: ROWS_MAX, year } });
  return { year, holdings: facts };
}

/** What was only bought in the year has costs, too. */
function addTradedOnly(holdings: readonly HoldingYear[], sums: ReadonlyMap<string, readonly TextRow[]>): HoldingYear[] {
  const known = new Set(holdings.map(({ instrumentId }) => instrumentId));
  const more = [...sums].filter(([instrumentId]) => !known.has(instrumentId));
  return [
    ...holdings,
    ...more.map(([instrumentId, [row]]) => ({
      instrumentId,
      currency: row?.[3] ?? '',
      disposals: [],
      dividends: [],
      taxes: [],
    })),
  ];
}

function chargeSum([, type, code, currency, rateRowFrom, amount, trades]: TextRow): ChargeSum {
  return {
    type: type as TransactionType,
    code: code ?? '',
    currency: currency ?? '',
    rateRowFrom: rateRowFrom ?? null,
    amount: decimal(amount ?? '0'),
    trades: Number(trades),
  };
}

function rowsOf({ disposals, dividends }: HoldingYear): number {
  return (
    disposals.reduce((rows, disposal) => rows + 1 + disposal.dividends.length, 0) +
    dividends.reduce((rows, dividend) => rows + 1 + dividend.lots.length, 0)
  );
}
