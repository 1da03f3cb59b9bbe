import { MINOR_UNITS } from '../kernel/money.js';
import type { Column, ColumnKind, Layout } from './layouts.js';

/** A check of one column: `when` is SQL over the row `t`, true when the row is bad. */
export interface RowRule {
  readonly column: string;
  readonly reason: string;
  readonly when: string;
}

interface KindCheck {
  readonly reason: string;
  /** SQL that is true when the text `x` is not of the kind. */
  readonly isBad: (x: string) => string;
}

/*
 * The tests run on every row, so they are written for PostgreSQL's regular expressions as measured: non-capturing groups
 * and no bounded repetition (`{1,18}` made the charges test 5 times slower); lengths are looked at only where a text is
 * long. `[0-9]`, since `\d` also takes digits of other scripts.
 */
const UNSIGNED = '(?:0|[1-9][0-9]*)(?:[.][0-9]+)?';
/** The bounds of kernel/decimal.ts: 20 digits before the point, 18 behind it. */
const BOUNDED = '(?:0|[1-9][0-9]{0,19})(?:[.][0-9]{1,18})?';
const DAY = '(?:19|20)[0-9][0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])';
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])';
const CHARGE = `[A-Za-z][A-Za-z0-9._]*=${UNSIGNED}(?:@${DAY})?`;
const CURRENCIES = Object.keys(MINOR_UNITS);

const KINDS: Readonly<Record<ColumnKind, KindCheck>> = {
  text: { reason: 'is longer than 500 characters', isBad: (x) => `length(${x}) > 500` },
  decimal: { reason: 'is not a plain decimal', isBad: (x) => isNoDecimal(x, '-?') },
  unsigned: { reason: 'is not a plain decimal of at least 0', isBad: (x) => isNoDecimal(x, '') },
  positive: {
    reason: 'is not a plain decimal above 0',
    isBad: (x) => `${isNoDecimal(x, '')} OR translate(${x}, '0.', '') = ''`,
  },
  date: {
    reason: 'is not a calendar day YYYY-MM-DD',
    isBad: (x) => `${x} !~ '^${DAY}$' OR ${beyondMonthEnd(x)}`,
  },
  instant: {
    reason: 'is not a time of RFC 3339 with offset',
    isBad: (x) => `${x} !~ '^${DAY}T${TIME}$' OR ${beyondMonthEnd(x)}`,
  },
  boolean: { reason: 'is not true or false', isBad: (x) => `${x} NOT IN ('true', 'false')` },
  currency: { reason: `is not one of ${CURRENCIES.join(', ')}`, isBad: (x) => `${x} NOT IN (${quoted(CURRENCIES)})` },
  mic: { reason: 'is not a market code of ISO 10383', isBad: (x) => `${x} !~ '^[A-Z0-9]{4}$'` },
  isin: { reason: 'is not an ISIN (ISO 6166, check digit included)', isBad: (x) => `NOT pg_temp.isin_is_valid(${x})` },
  charges: {
    reason: 'is not a list code=amount@rateRowFrom;…',
    isBad: (x) => `length(${x}) > 1000 OR ${x} !~ '^${CHARGE}(?:;${CHARGE})*$'`,
  },
};

function isNoDecimal(x: string, sign: string): string {
  return `${x} !~ '^${sign}${UNSIGNED}$' OR (length(${x}) > 18 AND ${x} !~ '^${sign}${BOUNDED}$')`;
}

/** Emptiness, kind and allowed values of every column of a layout, on the staged text. */
export function syntaxRules(layout: Layout): RowRule[] {
  return layout.columns.flatMap((column) => [...emptyRule(column), valueRule(column)]);
}

/** Luhn over the ISIN's characters, letters as 10…35 (ISO 6166 annex). A function of the session: it needs no migration. */
export const ISIN_FUNCTION = `
CREATE OR REPLACE FUNCTION pg_temp.isin_is_valid(isin text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT isin ~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$' AND (
    WITH digits AS (
      SELECT string_agg(CASE WHEN c ~ '[0-9]' THEN c ELSE (ascii(c) - 55)::text END, '' ORDER BY n) AS d
      FROM regexp_split_to_table(isin, '') WITH ORDINALITY AS x(c, n))
    SELECT sum(CASE WHEN n % 2 = 1 THEN v ELSE v * 2 / 10 + v * 2 % 10 END) % 10 = 0
    FROM digits, LATERAL (SELECT c::int AS v, n FROM regexp_split_to_table(reverse(d), '') WITH ORDINALITY AS y(c, n)) z)
$$`;

export function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

function emptyRule(column: Column): RowRule[] {
  return column.required ? [{ column: column.name, reason: 'is empty', when: `t.${column.name} IS NULL` }] : [];
}

function valueRule(column: Column): RowRule {
  const x = `t.${column.name}`;
  if (column.values)
    return {
      column: column.name,
      reason: `is not one of ${column.values.join(', ')}`,
      when: `${x} NOT IN (${quoted(column.values)})`,
    };
  const { reason, isBad } = KINDS[column.kind];
  return { column: column.name, reason, when: isBad(x) };
}

/** Only for days 29 to 31, and behind the shape's own test: CASE fixes the order of evaluation. */
function beyondMonthEnd(x: string): string {
  return `CASE WHEN substr(${x}, 9, 2) > '28' AND ${x} ~ '^${DAY}' THEN substr(${x}, 9, 2)::int > extract(day FROM (substr(${x}, 1, 8) || '01')::date + interval '1 month' - interval '1 day') END`;
}
