import type { LocalDate } from '../kernel/local-date.js';
import type { BoundReach } from '../operation/reach.js';
import type { InstrumentKey } from './find-instrument-ids.js';

export interface SeriesSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly interval: 'DAY' | 'WEEK' | 'MONTH';
}

export interface ClosesOfInstrument {
  readonly instrumentId: string;
  readonly currency: string;
  readonly dates: readonly LocalDate[];
  readonly closes: readonly string[];
  readonly sources: readonly string[];
}

/** A key of another shape names nothing; PostgreSQL would refuse a NUL with an error. */
const KEY_SHAPE = /^[^\p{Cc}]{1,64}$/u;

/**
 * The last close of each day, week or month of a span, unadjusted, oldest first.
 *
 * Contract of the statement: one index range of one instrument; one row, whose lists have the same length; none when no such
 * instrument is known.
 */
export async function readPriceSeries(
  reach: BoundReach,
  { mic, symbol }: InstrumentKey,
  { from, to, interval }: SeriesSpan,
): Promise<ClosesOfInstrument | null> {
  if (!KEY_SHAPE.test(mic) || !KEY_SHAPE.test(symbol)) return null;
  const [rows = []] = await reach.read([
    { name: 'price_series', text: SERIES, values: [mic, symbol, from, to, interval.toLowerCase()] },
  ]);
  const row = rows[0];
  if (!row) return null;
  const [instrumentId = '', currency = '', dates, closes, sources] = row.map((text) => text ?? '');
  return { instrumentId, currency, dates: listed(dates), closes: listed(closes), sources: listed(sources) };
}

/** Dates, decimals and names of sources hold no new line. */
function listed(text = ''): string[] {
  return text === '' ? [] : text.split('\n');
}

const SERIES = `
SELECT i.id, i.currency, string_agg(kept.date::text, E'\\n' ORDER BY kept.date), string_agg(trim_scale(kept.close)::text, E'\\n' ORDER BY kept.date),
       string_agg(DISTINCT kept.source, E'\\n')
FROM instrument i
LEFT JOIN LATERAL (
  SELECT DISTINCT ON (date_trunc($5, p.date)) p.date, p.close, p.source FROM price_daily p
  WHERE p.instrument_id = i.id AND p.date BETWEEN $3::date AND $4::date
  ORDER BY date_trunc($5, p.date), p.date DESC
) kept ON true
WHERE i.mic = $1 AND i.symbol = $2
GROUP BY i.id`;
