import type pg from 'pg';
import { type Decimal, decimal, sum } from '../../kernel/decimal.js';
import { moneyText, toMinorUnit } from '../../kernel/money.js';

/** One metered row behind a line: the run that it was metered for, by its internal id. */
export interface StatementEntry {
  readonly usageId: string;
  readonly runId: string;
  /** RFC 3339. */
  readonly at: string;
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
  /** Fraction of the net income that the platform keeps, after the cap. */
  readonly shareRate: string;
  readonly platformShare: string;
  readonly payout: string;
}

export interface Statement {
  /** `YYYY-MM`, in Shanghai. */
  readonly month: string;
  readonly lines: readonly StatementLine[];
  readonly totals: readonly StatementTotal[];
}

/** At most this part of a publisher's net income stays with the platform, whatever was agreed. */
export const SHARE_CAP = decimal('0.30');
export const SHARE_RATE = decimal('0.20');

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
}

/** What a publisher earned in a month, made from metered rows alone: it can be made again at any time and says the same. */
export class MakeStatement {
  readonly #pool: pg.Pool;
  readonly #rate: Decimal;

  /** @param parts.pool of the role openfolio_ops @param parts.shareRate fraction of the net income, before the cap */
  constructor(parts: { pool: pg.Pool; shareRate?: Decimal }) {
    this.#pool = parts.pool;
    this.#rate = parts.shareRate ?? SHARE_RATE;
  }

  /** @param month `YYYY-MM` */
  async make(publisherId: string, month: string): Promise<Statement> {
    const { rows } = await this.#pool.query<UsageRow>(
      `SELECT u.id, u.run_id, u.at, p.name, v.version, u.tool, u.kind, u.amount::text, u.currency
       FROM plugin_usage u JOIN plugin p ON p.id = u.plugin_id JOIN plugin_version v ON v.id = u.version_id
       WHERE u.publisher_id = $1 AND u.month = ($2 || '-01')::date ORDER BY p.name, v.semver, u.tool, u.kind, u.at, u.id`,
      [publisherId, month],
    );
    const lines = [...Map.groupBy(rows, lineKey).values()].map(toLine);
    return { month, lines, totals: this.#totals(rows) };
  }

  #totals(rows: readonly UsageRow[]): StatementTotal[] {
    const paid = rows.filter((row) => row.currency !== null);
    const byCurrency = Map.groupBy(paid, (row) => row.currency ?? '');
    return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, of]) => this.#total(currency, of));
  }

  /** A month in which more was taken back than earned leaves nothing to share; the rest is owed by the publisher. */
  #total(currency: string, rows: readonly UsageRow[]): StatementTotal {
    const amounts = (kinds: readonly LineKind[]) =>
      sum(rows.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => decimal(amount)));
    const gross = amounts(['RUN', 'MONTH']);
    const clawedBack = amounts(['CLAWBACK']);
    const net = gross.add(clawedBack);
    const rate = this.#rate.gt(SHARE_CAP) ? SHARE_CAP : this.#rate;
    const share = net.isPositive() ? toMinorUnit(net.mul(rate), currency) : decimal(0);
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
    entries: rows.map((row) => ({ usageId: row.id, runId: row.run_id, at: row.at.toISOString() })),
  };
}
