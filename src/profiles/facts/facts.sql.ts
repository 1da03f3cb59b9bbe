import type { FactDefinition } from './fact.js';

const TRADES = "('BUY', 'SELL', 'SUBSCRIBE', 'REDEEM')";

/** Trades that stand: neither a reversal nor reversed. */
const STANDING = `t.type IN ${TRADES} AND t.reverses_id IS NULL AND NOT EXISTS (SELECT FROM transaction r WHERE r.reverses_id = t.id)`;

/** Counts of the last 30 days and of the 30 before, for what fell off. */
const fellOff = (rows: string, at: string, conditions: string, before: number, share: string) => `
  SELECT customer_id, '' AS subject, NULL::uuid AS instrument_id,
    jsonb_build_object('last30Days', recent, 'before', earlier, 'shareAtMost', '${share}') AS value
  FROM (SELECT customer_id, count(*) FILTER (WHERE ${at} > $1::date - 30) AS recent, count(*) FILTER (WHERE ${at} <= $1::date - 30) AS earlier
        FROM ${rows} WHERE ${conditions} AND ${at} > $1::date - 60 AND ${at} < $1::date + 1 GROUP BY customer_id) counted
  WHERE earlier >= ${before} AND recent <= earlier * ${share}`;

const tickets = (which: string) => `
  SELECT customer_id, '' AS subject, NULL::uuid AS instrument_id, jsonb_build_object('tickets', count(*), 'within', 30, 'latest', max(opened_at)) AS value
  FROM ticket WHERE ${which} AND opened_at > $1::date - 30 AND opened_at < $1::date + 1 GROUP BY customer_id`;

export const FACTS: readonly FactDefinition[] = [
  {
    kind: 'INSTRUMENT_INTEREST',
    source: 'activity_signal LOOK: in at least 5 different hours at one instrument, on at least 3 of the last 14 days',
    find: `SELECT customer_id, instrument_id::text AS subject, instrument_id,
        jsonb_build_object('looks', count(*), 'days', count(DISTINCT at::date), 'within', 14, 'latest', max(at)) AS value
      FROM activity_signal WHERE kind = 'LOOK' AND instrument_id IS NOT NULL AND at > $1::date - 14 AND at < $1::date + 1
      GROUP BY customer_id, instrument_id HAVING count(*) >= 5 AND count(DISTINCT at::date) >= 3`,
  },
  {
    kind: 'SECTOR_INTEREST',
    source:
      'activity_signal LOOK: at least 8 (by hour and instrument) in one sector, on at least 3 of the last 14 days',
    find: `SELECT s.customer_id, i.sector AS subject, NULL::uuid AS instrument_id,
        jsonb_build_object('looks', count(*), 'days', count(DISTINCT s.at::date), 'within', 14, 'latest', max(s.at)) AS value
      FROM activity_signal s JOIN instrument i ON i.id = s.instrument_id
      WHERE s.kind = 'LOOK' AND i.sector IS NOT NULL AND s.at > $1::date - 14 AND s.at < $1::date + 1
      GROUP BY s.customer_id, i.sector HAVING count(*) >= 8 AND count(DISTINCT s.at::date) >= 3`,
  },
  {
    kind: 'LOGINS_HALVED',
    source: 'activity_signal LOGIN: hours with a log-in at most half of the 30 days before, which had at least 4',
    find: fellOff('activity_signal', 'at', "kind = 'LOGIN'", 4, '0.5'),
  },
  {
    kind: 'POSITION_CHANGES_DROPPED',
    source: 'transaction: trades at most 20 % of the 30 days before, which had at least 5',
    find: fellOff('transaction t', 'trade_date', STANDING, 5, '0.2'),
  },
  {
    kind: 'CLOSING_TICKETS',
    source: 'ticket: asked in the last 30 days how to close the account',
    find: tickets('leaving'),
  },
  {
    kind: 'COMPLAINTS',
    source: 'ticket: complaints of the last 30 days',
    find: tickets("kind = 'COMPLAINT'"),
  },
  {
    kind: 'REGULAR_INVESTING',
    source: 'transaction: the same instrument bought in each of the three calendar months before this one',
    find: `SELECT customer_id, instrument_id::text AS subject, instrument_id, jsonb_build_object('months', 3, 'purchases', count(*)) AS value
      FROM transaction t
      WHERE ${STANDING} AND t.type IN ('BUY', 'SUBSCRIBE') AND instrument_id IS NOT NULL
        AND trade_date >= date_trunc('month', $1::date) - interval '3 months' AND trade_date < date_trunc('month', $1::date)
      GROUP BY customer_id, instrument_id HAVING count(DISTINCT date_trunc('month', trade_date)) = 3`,
  },
  {
    kind: 'FIRST_TRADE_MISSING',
    source: 'account active for at least 7 days; no trade in transaction, ever',
    find: `SELECT a.customer_id, '' AS subject, NULL::uuid AS instrument_id, jsonb_build_object('accountSince', min(a.opened_at)) AS value
      FROM account a WHERE a.status = 'ACTIVE' AND a.opened_at <= $1::date - 7
        AND NOT EXISTS (SELECT FROM transaction t WHERE t.customer_id = a.customer_id AND t.trade_date <= $1::date AND t.type IN ${TRADES})
      GROUP BY a.customer_id`,
  },
  {
    kind: 'DORMANT',
    source: 'customer: tier DORMANT',
    find: `SELECT id AS customer_id, '' AS subject, NULL::uuid AS instrument_id, jsonb_build_object('lastLoginAt', last_login_at) AS value
      FROM customer WHERE tier = 'DORMANT'`,
  },
  {
    kind: 'BIRTHDAY',
    // Born on 29 February: celebrated on the 28th in other years, as addMonths clamps.
    source: 'customer: date of birth',
    find: `SELECT id AS customer_id, '' AS subject, NULL::uuid AS instrument_id, '{}'::jsonb AS value FROM customer
      WHERE (birth_date + make_interval(years => (extract(year FROM $1::date) - extract(year FROM birth_date))::int))::date = $1::date`,
  },
];
