import type pg from 'pg';
import { Decimal } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { Trigger } from '../flight/campaign-plan.js';
import type { Occasion } from './fire-campaign.js';

/**
 * Whether a trigger has an occasion on a day. A market's occasion is the day's close against the close before; facts about customers
 * have one every day, and nobody is chosen twice within the campaign's days; a schedule has one, once its instant has come.
 *
 * @param pool of the role openfolio_ops
 */
export async function findOccasion(
  pool: pg.Pool,
  trigger: Trigger,
  day: LocalDate,
  now: number,
): Promise<Occasion | undefined> {
  if (trigger.kind === 'INDEX_CHANGE') return indexChange(pool, trigger, day);
  if (trigger.kind === 'SCHEDULE') {
    const { kind, at } = trigger;
    return Date.parse(at) <= now ? { key: `schedule/${at}`, day, facts: { kind, at } } : undefined;
  }
  return { key: `${trigger.kind}/${day}`, day, facts: { kind: trigger.kind } };
}

/**
 * Contract of the statement: the close of exactly this day and the latest one before it; no row when the index has no close on
 * that day.
 */
async function indexChange(
  pool: pg.Pool,
  { kind, index, fallAtLeast, riseAtLeast }: Extract<Trigger, { kind: 'INDEX_CHANGE' }>,
  day: LocalDate,
): Promise<Occasion | undefined> {
  const { rows } = await pool.query<{ name: string; close: string; before: string; source: string }>(
    `SELECT i.name_en AS name, p.close::text, b.close::text AS before, p.source
     FROM instrument i JOIN price_daily p ON p.instrument_id = i.id AND p.date = $3::date
     CROSS JOIN LATERAL (SELECT close FROM price_daily WHERE instrument_id = i.id AND date < $3::date ORDER BY date DESC LIMIT 1) b
     WHERE i.mic = $1 AND i.symbol = $2`,
    [index.mic, index.symbol, day],
  );
  const [found] = rows;
  if (!found) return undefined;
  const change = new Decimal(found.close).div(found.before).sub(1);
  const fell = fallAtLeast !== undefined && change.lte(new Decimal(fallAtLeast).neg());
  const rose = riseAtLeast !== undefined && change.gte(riseAtLeast);
  if (!fell && !rose) return undefined;
  return {
    key: `${kind}/${index.mic}/${index.symbol}/${day}`,
    day,
    facts: {
      kind,
      index: found.name,
      close: found.close,
      before: found.before,
      change: change.toDecimalPlaces(6).toFixed(),
      source: found.source,
    },
  };
}

/** The latest day on which anything has a close. */
export async function latestMarketDay(pool: pg.Pool, now: number): Promise<LocalDate> {
  const { rows } = await pool.query<{ day: string }>(
    'SELECT COALESCE(max(date), $1::timestamptz::date)::text AS day FROM price_daily WHERE date <= $1::timestamptz::date',
    [new Date(now)],
  );
  return rows[0]?.day ?? new Date(now).toISOString().slice(0, 10);
}
