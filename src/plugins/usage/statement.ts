import type pg from 'pg';
import { type Decimal, decimal, sum } from '../../kernel/decimal.js';
import { moneyText, toMinorUnit } from '../../kernel/money.js';

/** One metered row behind a line: the run that it was metered for, by its internal id. */
export interface StatementEntry {
  readonly usageId: string;
  readonly runId: string;
  /** RFC 3339. */
  readonly at: string;
  /** sha256 of the run's signed receipt: who holds the receipt finds its charge, and nobody learns an input from it. */
  readonly receiptHash: string | null;
}

export type LineKind = 'FREE' | 'ALLOWANCE' | 'RUN' | 'MONTH' | 'CLAWBACK';

export interface StatementLine {
  readonly plugin: string;
  readonly version: string;
  readonly tool: string;
  readonly kind: LineKind;
  /** Price of one; negative for what was taken back. */
  readonly unit: string;
  /** Null where nothing is paid. */
  readonly currency: string | null;
  readonly count: number;
  readonly amount: string;
  /** As many as `count`: every line is the sum of its runs and nothing else. */
  readonly entries: readonly StatementEntry[];
}

export interface StatementTotal {
  readonly currency: string;
  /** What customers were charged. */
  readonly gross: string;
  /** Not positive. */
  readonly clawedBack: string;
  readonly net: string;
  /** Fraction of the net income that the platform keeps, after the cap, as it was when the runs were metered. */
  readonly shareRate: string;
  /** Negative where more was taken back than earned: the share of it is given back. */
  readonly platformShare: string;
  readonly payout: string;
}

export interface Statement {
  /** `YYYY-MM`, in Shanghai. */
  readonly month: string;
  readonly convention: string;
  readonly lines: readonly StatementLine[];
  readonly totals: readonly StatementTotal[];
}

/** How the figures come about, where others do otherwise. It goes with each statement. */
const CONVENTION =
  'Months are calendar months in Asia/Shanghai. Only results are charged. A monthly price is charged once for an installation and month, ' +
  'at the first result of the month, whole and never prorated; a month without a result costs nothing; updating, or removing and ' +
  'installing again within a month, charges no second time. Free runs are counted for each customer, plugin and month. The platform’s share is net × shareRate, rounded ' +
  'half up once for each total; of a negative net it is given back in the same way.';

interface UsageRow {
  readonly id: string;
  readonly run_id: string;
  readonly at: Date;
  readonly name: string;
  readonly version: string;
  readonly tool: string;
  readonly kind: LineKind;
  readonly amount: string;
  readonly currency: string | null;
  readonly share_rate: string;
  readonly receipt_hash: string | null;
}

/** What a publisher earned in a month, made from metered rows alone: it can be made again at any time and says the same. */
export class MakeStatement {
  readonly #pool: pg.Pool;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool }) {
    this.#pool = parts.pool;
  }

  /** @param month `YYYY-MM` */
  async make(publisherId: string, month: string): Promise<Statement> {
    const { rows } = await this.#pool.query<UsageRow>(
      `SELECT u.id, u.run_id, u.at, p.name, v.version, u.tool, u.kind, u.amount::text, u.currency, u.share_rate::text,
         encode(sha256(convert_to(r.receipt, 'UTF8')), 'hex') AS receipt_hash
       FROM plugin_usage u JOIN plugin p ON p.id = u.plugin_id JOIN plugin_version v ON v.id = u.version_id LEFT JOIN plugin_run r ON r.id = u.run_id
       WHERE u.publisher_id = $1 AND u.month = ($2 || '-01')::date ORDER BY p.name, v.semver, u.tool, u.kind, u.at, u.id`,
      [publisherId, month],
    );
    const lines = [...Map.groupBy(rows, lineKey).values()].map(toLine);
    return { month, convention: CONVENTION, lines, totals: totalsOf(rows) };
  }
}

/** One for each currency and share: a month in which the share was changed has two. */
function totalsOf(rows: readonly UsageRow[]): StatementTotal[] {
  const paid = rows.filter((row) => row.currency !== null);
  const totals = Map.groupBy(paid, ({ currency, share_rate: rate }) => `${currency} ${decimal(rate).toFixed(4)}`);
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, of]) => toTotal(of));
}

function toTotal(rows: readonly UsageRow[]): StatementTotal {
  const [first] = rows;
  if (first?.currency == null) throw new Error('A total of a statement has no paid row');
  const { currency } = first;
  const amounts = (kinds: readonly LineKind[]) =>
    sum(rows.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => decimal(amount)));
  const gross = amounts(['RUN', 'MONTH']);
  const clawedBack = amounts(['CLAWBACK']);
  const net = gross.add(clawedBack);
  const rate = decimal(first.share_rate);
  const share = toMinorUnit(net.mul(rate), currency);
  const text = (amount: Decimal) => moneyText(amount, currency);
  return {
    currency,
    gross: text(gross),
    clawedBack: text(clawedBack),
    net: text(net),
    shareRate: rate.toFixed(),
    platformShare: text(share),
    payout: text(net.sub(share)),
  };
}

function lineKey({ name, version, tool, kind, amount, currency }: UsageRow): string {
  return JSON.stringify([name, version, tool, kind, amount, currency]);
}

function toLine(rows: readonly UsageRow[]): StatementLine {
  const [first] = rows;
  if (!first) throw new Error('A line of a statement has no row');
  const { name: plugin, version, tool, kind, amount: unit, currency } = first;
  const total = sum(rows.map(({ amount }) => decimal(amount)));
  return {
    plugin,
    version,
    tool,
    kind,
    unit: currency === null ? '0' : moneyText(decimal(unit), currency),
    currency,
    count: rows.length,
    amount: currency === null ? '0' : moneyText(total, currency),
    entries: rows.map((row) => ({
      usageId: row.id,
      runId: row.run_id,
      at: row.at.toISOString(),
      receiptHash: row.receipt_hash,
    })),
  };
}
