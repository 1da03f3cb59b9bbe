import type pg from 'pg';
import type { LocalDate } from '../kernel/local-date.js';
import { earlyClosesOf } from './calendar/trading-calendar.js';
import { VENUES } from './calendar/venues.js';

/**
 * Derives a delayed quote for each instrument from its two latest daily bars; runs after every import of prices.
 * One statement: idempotent, touches only quotes that change, and leaves a live quote that is newer alone.
 *
 * An instrument gets none while it has fewer than two bars (there is no previous close) or trades on a venue whose
 * closing time is not known.
 *
 * @param client a connection of the role openfolio_ops
 * @param upTo only bars of this day or earlier count, for a clock that stands in the past; default: all bars
 * @returns how many quotes are new or changed
 */
export async function refreshQuotes(
  client: Pick<pg.ClientBase, 'query'>,
  { upTo = 'infinity' }: { upTo?: LocalDate } = {},
): Promise<number> {
  const result = await client.query(REFRESH, [JSON.stringify(CLOSING_TIMES), JSON.stringify(EARLY_CLOSES), upTo]);
  return result.rowCount ?? 0;
}

const CLOSING_TIMES = VENUES.map(({ mic, timeZone, sessions, earlyClose }) => {
  const closes = sessions.at(-1)?.closes;
  return { mic, zone: timeZone, closes, early: earlyClose ?? closes };
});

const EARLY_CLOSES = VENUES.flatMap(({ mic }) => [...earlyClosesOf(mic)].map((date) => ({ mic, date })));

const REFRESH = `
INSERT INTO quote AS known (instrument_id, last, prev_close, open, high, low, volume, as_of, delayed, currency)
SELECT i.id, latest.close, previous.close, latest.open, latest.high, latest.low, latest.volume,
       (latest.date + CASE WHEN early.date IS NULL THEN venue.closes ELSE venue.early END) AT TIME ZONE venue.zone,
       true, i.currency
FROM instrument i
JOIN jsonb_to_recordset($1::jsonb) AS venue (mic text, zone text, closes time, early time) ON venue.mic = i.mic
CROSS JOIN LATERAL (
  SELECT * FROM price_daily p WHERE p.instrument_id = i.id AND p.date <= $3::date ORDER BY p.date DESC LIMIT 1
) latest
CROSS JOIN LATERAL (
  SELECT p.close FROM price_daily p WHERE p.instrument_id = i.id AND p.date < latest.date ORDER BY p.date DESC LIMIT 1
) previous
LEFT JOIN jsonb_to_recordset($2::jsonb) AS early (mic text, date date) ON early.mic = i.mic AND early.date = latest.date
ON CONFLICT (instrument_id) DO UPDATE SET
  last = EXCLUDED.last, prev_close = EXCLUDED.prev_close, open = EXCLUDED.open, high = EXCLUDED.high, low = EXCLUDED.low,
  volume = EXCLUDED.volume, as_of = EXCLUDED.as_of, delayed = EXCLUDED.delayed, currency = EXCLUDED.currency
WHERE (known.delayed OR known.as_of <= EXCLUDED.as_of) AND known IS DISTINCT FROM EXCLUDED`;
