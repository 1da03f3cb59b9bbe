import type { LocalDate } from '../../kernel/local-date.js';
import { chargesError } from './charges.errors.js';
import { HONG_KONG_RATES } from './hong-kong-rates.js';
import { MAINLAND_RATES } from './mainland-rates.js';
import { NEW_YORK_RATES } from './new-york-rates.js';
import type { RateRow } from './rate-row.js';

/** Every dated rate of charges, by fee key, oldest row first, without overlap. */
export const RATE_TABLE = { ...MAINLAND_RATES, ...HONG_KONG_RATES, ...NEW_YORK_RATES } satisfies Readonly<
  Record<string, readonly RateRow[]>
>;

export type FeeKey = keyof typeof RATE_TABLE;

/**
 * The row of `key` that a trade of `tradeDate` falls under. The *trade* date decides, never the settlement date.
 *
 * @throws PublicError RATE_OUT_OF_TABLE when no row covers the day
 */
export function rateOn(key: FeeKey, tradeDate: LocalDate): RateRow {
  const rows: readonly RateRow[] = RATE_TABLE[key] ?? [];
  const row = rows.find(({ from, to }) => (from === null || from <= tradeDate) && (to === null || tradeDate <= to));
  if (!row) throw chargesError('RATE_OUT_OF_TABLE', { params: { key, date: tradeDate, covered: covered(rows) } });
  return row;
}

function covered(rows: readonly RateRow[]): string {
  const first = rows.at(0);
  const last = rows.at(-1);
  return first && last ? `${first.from ?? 'the beginning'} to ${last.to ?? 'today'}` : 'no day';
}
