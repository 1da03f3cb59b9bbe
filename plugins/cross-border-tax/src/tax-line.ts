import type { RateKey, RateSource } from '../../../src/finance/rate-sources.js';
import { rateSource } from '../../../src/finance/rate-sources.js';
import { type Decimal, ZERO } from '../../../src/kernel/decimal.js';
import { PublicError } from '../../../src/kernel/errors.js';
import type { LocalDate } from '../../../src/kernel/local-date.js';

export type TaxKind =
  | 'A_SHARE_DIVIDEND'
  | 'A_SHARE_GAIN'
  | 'CONNECT_DIVIDEND'
  | 'CONNECT_GAIN'
  | 'US_DIVIDEND_WITHHOLDING'
  | 'US_DIVIDEND_HOME'
  | 'OVERSEAS_GAIN'
  | 'DIVIDEND'
  | 'GAIN';

/**
 * DUE: a figure. EXEMPT: the row says 0. PENDING: decided at the sale. POOLED: taxed with the year's other gains.
 * EXPIRED: the rule ended and no later one is known. NO_RATE: no row covers it. No figure but DUE's and EXEMPT's is a tax.
 */
export type TaxState = 'DUE' | 'EXEMPT' | 'PENDING' | 'POOLED' | 'EXPIRED' | 'NO_RATE';

/** Lots that are taxed alike are one line; each was rounded before it was added. */
export interface TaxLine {
  readonly kind: TaxKind;
  readonly state: TaxState;
  /** Why there is no rate, or what it depends on; empty when there is nothing to say. */
  readonly reason: string;
  /** Day of the dividend, or of the sale, that picked the row; of the earliest lot in the line. */
  readonly on: LocalDate;
  readonly rate: Decimal | null;
  readonly row: RateSource | null;
  base: Decimal;
  due: Decimal | null;
  lots: number;
}

/** Adds up lots whose kind, state, reason, rate and row agree. */
export class TaxLines {
  readonly #lines = new Map<string, TaxLine>();

  add(line: Omit<TaxLine, 'lots'>): void {
    const key = [line.kind, line.state, line.reason, line.rate?.toFixed(), line.row?.id].join(' ');
    const known = this.#lines.get(key);
    if (!known) {
      this.#lines.set(key, { ...line, lots: 1 });
      return;
    }
    known.base = known.base.add(line.base);
    known.due = known.due && line.due ? known.due.add(line.due) : null;
    known.lots += 1;
  }

  all(): readonly TaxLine[] {
    return [...this.#lines.values()];
  }
}

export interface Taxed {
  readonly kind: TaxKind;
  readonly on: LocalDate;
  readonly base: Decimal;
}

/** What a rule says of one lot: a figure, or why there is none. */
export interface Verdict {
  readonly state: TaxState;
  readonly rate: Decimal | null;
  readonly due: Decimal | null;
  readonly rowFrom: LocalDate | null;
  readonly reason?: string;
}

/** Asks a rule; a day outside its table is a line that says so, never a guess. */
export function judged(taxed: Taxed, key: RateKey, rule: () => Verdict): Omit<TaxLine, 'lots'> {
  try {
    const { state, rate, due, rowFrom, reason = '' } = rule();
    return { ...taxed, state, rate, due, reason, row: rateSource(key, rowFrom) };
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return { ...taxed, state: 'NO_RATE', rate: null, due: null, row: null, reason: error.code };
  }
}

export function unjudged(taxed: Taxed, reason: string): Omit<TaxLine, 'lots'> {
  return { ...taxed, state: 'NO_RATE', rate: null, due: null, row: null, reason };
}

/** A figure, or that the row takes nothing. */
export function figure(rate: Decimal, due: Decimal, rowFrom: LocalDate): Verdict {
  return { state: rate.equals(ZERO) ? 'EXEMPT' : 'DUE', rate, due, rowFrom };
}
