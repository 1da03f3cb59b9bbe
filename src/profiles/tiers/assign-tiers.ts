import type pg from 'pg';
import { insertEvents } from '../../events/index.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { AVERAGE_DAYS, DORMANT_AFTER, KEPT_ABOVE, TIER_FLOORS } from './tier-rules.js';

/**
 * Gives every customer the tier that the average of the latest days calls for. The customer, the period with its days and the
 * event `customer.tier_changed` change in one statement, so in one transaction.
 *
 * @param pool of the role openfolio_ops
 * @param now epoch ms
 * @returns how many changed
 */
export async function assignTiers(pool: pg.Pool, day: LocalDate, now: number): Promise<number> {
  const { rows } = await pool.query<{ changed: number }>(ASSIGN_TIERS, [day, new Date(now)]);
  return rows[0]?.changed ?? 0;
}

const FLOORS = TIER_FLOORS.map(({ tier, floor }, rank) => `('${tier}', ${floor}::numeric, ${rank})`).join(', ');

/** $1: the day from which it holds; $2: the instant. Customers without a valued day change only by staying away. */
const ASSIGN_TIERS = `
WITH tiers (tier, floor, rank) AS (VALUES ${FLOORS}), averages AS (
  SELECT customer_id, round(avg(aum), 2) AS average, count(*)::int AS days
  FROM (SELECT customer_id, aum, row_number() OVER (PARTITION BY customer_id ORDER BY date DESC) AS nth
        FROM aum_daily WHERE date <= $1::date AND date > $1::date - 60) latest
  WHERE nth <= ${AVERAGE_DAYS} GROUP BY customer_id
), judged AS (
  SELECT c.id, c.tier, a.average, COALESCE(a.days, 0) AS days, away.away,
    CASE WHEN away.away THEN 'DORMANT' WHEN a.average IS NULL THEN c.tier
      WHEN own.rank > reached.rank AND a.average >= own.floor * ${KEPT_ABOVE} THEN own.tier
      ELSE COALESCE(reached.tier, 'DORMANT') END AS next
  FROM customer c JOIN tiers own ON own.tier = c.tier LEFT JOIN averages a ON a.customer_id = c.id
  CROSS JOIN LATERAL (SELECT COALESCE(c.last_login_at, c.onboarded_at::timestamptz) < $1::date - interval '${DORMANT_AFTER}' AS away) away
  LEFT JOIN LATERAL (SELECT t.tier, t.rank FROM tiers t WHERE a.average >= t.floor ORDER BY t.rank DESC LIMIT 1) reached ON true
), due AS MATERIALIZED (
  SELECT j.*, CASE WHEN j.away THEN 'NO_LOGIN' ELSE 'AVERAGE_AUM' END AS reason
  FROM judged j LEFT JOIN customer_tier_period p ON p.customer_id = j.id AND p.effective_to IS NULL
  WHERE j.next <> j.tier OR p.customer_id IS NULL
), closed AS (
  UPDATE customer_tier_period p SET effective_to = $1::date FROM due
  WHERE p.customer_id = due.id AND p.effective_to IS NULL AND p.effective_from < $1::date
), opened AS (
  INSERT INTO customer_tier_period (customer_id, tier, former_tier, effective_from, average_aum, days, reason, computed_at)
  SELECT id, next, NULLIF(tier, next), $1::date, average, days, reason, $2 FROM due
  ON CONFLICT (customer_id, effective_from) DO UPDATE SET tier = EXCLUDED.tier, average_aum = EXCLUDED.average_aum,
    days = EXCLUDED.days, reason = EXCLUDED.reason, computed_at = EXCLUDED.computed_at, effective_to = NULL
), raised AS (
  UPDATE customer c SET tier = due.next FROM due WHERE c.id = due.id AND due.next <> due.tier RETURNING c.id
), told AS (
  ${insertEvents(`
  SELECT gen_random_uuid(), 'customer.tier_changed', id, NULL, NULL, id, jsonb_build_object('from', tier, 'to', next,
    'averageAum', average::text, 'currency', 'CNY', 'days', days, 'effectiveOn', $1::date::text, 'reason', reason), $2
  FROM due WHERE next <> tier`)}
)
SELECT count(*)::int AS changed FROM raised`;
