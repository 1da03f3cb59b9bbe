import { type Decimal, decimal, ONE } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import type { BoundReach, TextRow } from '../operation/reach.js';
import { marketError } from './market.errors.js';
import { crossRate } from './read-fx-rates.js';

export interface FxRateFound {
  readonly base: string;
  readonly quote: string;
  /** Units of `quote` for one unit of `base`. */
  readonly rate: Decimal;
  /** The day of the rate; of a cross, the older of its two legs. */
  readonly date: LocalDate;
  /** Data set of the rate; of a cross, both, joined by ` / ` when they differ. */
  readonly source: string;
}

/**
 * The latest rate of a pair on or before `date`, through the US dollar where neither side is it.
 *
 * Contract of the statement: the latest USD leg of each asked currency on or before the day; none for USD itself.
 *
 * @throws PublicError FX_RATE_UNAVAILABLE
 */
export async function findFxRate(
  reach: BoundReach,
  base: string,
  quote: string,
  date: LocalDate,
): Promise<FxRateFound> {
  if (base === quote) return { base, quote, rate: ONE, date, source: 'IDENTITY' };
  const values = [JSON.stringify([base, quote]), date];
  const [rows = []] = await reach.read([{ name: 'fx_rate_on', text: LATEST, values }]);
  const legs = new Map(rows.map((row) => [row[0], legOf(row)]));
  const from = base === 'USD' ? PIVOT_LEG : legs.get(base);
  const to = quote === 'USD' ? PIVOT_LEG : legs.get(quote);
  if (!from || !to) throw marketError('FX_RATE_UNAVAILABLE', { params: { base, quote, date } });
  const used = [from, to].filter((leg) => leg !== PIVOT_LEG);
  return {
    base,
    quote,
    rate: crossRate(from.rate, to.rate),
    date: used.map((leg) => leg.date).sort()[0] ?? date,
    source: [...new Set(used.map((leg) => leg.source))].join(' / '),
  };
}

interface Leg {
  readonly date: LocalDate;
  readonly rate: Decimal;
  readonly source: string;
}

const PIVOT_LEG: Leg = { date: '', rate: ONE, source: '' };

function legOf([, date, rate, source]: TextRow): Leg {
  return { date: date ?? '', rate: decimal(rate ?? ''), source: source ?? '' };
}

const LATEST = `
SELECT DISTINCT ON (f.quote_currency) f.quote_currency, f.date, f.rate, f.source
FROM fx_rate f
WHERE f.base_currency = 'USD' AND f.date <= $2::date
  AND f.quote_currency IN (SELECT jsonb_array_elements_text($1::jsonb))
ORDER BY f.quote_currency, f.date DESC`;
