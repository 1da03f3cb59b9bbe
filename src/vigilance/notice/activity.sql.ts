const sums = 'operations, ids_asked, ids_missed, denied, planted';
const given =
  'unnest($1::uuid[], $2::timestamptz[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[])';
const added = (table: string) =>
  sums
    .split(', ')
    .map((name) => `${name} = ${table}.${name} + EXCLUDED.${name}`)
    .join(', ');

/** $1 to $7: app, minute and the five sums, column by column. */
export const ADD_ACTIVITY = `INSERT INTO app_activity AS a (app_id, slot, ${sums}) SELECT * FROM ${given}
  ON CONFLICT (app_id, slot) DO UPDATE SET ${added('a')}`;

/** The same by the hour. */
export const ADD_HABIT = `INSERT INTO app_habit AS h (app_id, hour, ${sums}) SELECT * FROM ${given}
  ON CONFLICT (app_id, hour) DO UPDATE SET ${added('h')}`;

/** $1 app, $2 network, $3 first and $4 last seen, $5 operations. */
export const ADD_NETWORKS = `INSERT INTO app_network AS n (app_id, network, first_seen, last_seen, operations)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::bigint[])
  ON CONFLICT (app_id, network) DO UPDATE
    SET last_seen = GREATEST(n.last_seen, EXCLUDED.last_seen), operations = n.operations + EXCLUDED.operations`;

/**
 * What is known of each app that did anything in the last two minutes before $1. $2: the windows in minutes.
 *
 * Contract: one row per app, `windows` as {minutes: [operations, ids_asked, ids_missed, denied, planted]}. A window never
 * reaches back behind the end of the app's last case: what was forgiven is not counted again. Windows of more than two
 * hours are summed from the hours.
 */
export const READ_ACTIVITY = `
WITH active AS (
  SELECT a.app_id, app.first_party, (SELECT max(c.closed_at) FROM vigilance_case c WHERE c.app_id = a.app_id) AS forgiven
  FROM (SELECT DISTINCT app_id FROM app_activity WHERE slot > $1::timestamptz - interval '2 minutes' AND slot <= $1) a
  JOIN app ON app.id = a.app_id
), summed AS (
  SELECT a.app_id, w.minutes, s.counts
  FROM active a CROSS JOIN unnest($2::integer[]) AS w(minutes) CROSS JOIN LATERAL (
    SELECT jsonb_build_array(COALESCE(sum(operations), 0), COALESCE(sum(ids_asked), 0), COALESCE(sum(ids_missed), 0),
      COALESCE(sum(denied), 0), COALESCE(sum(planted), 0)) AS counts
    FROM (
      SELECT operations, ids_asked, ids_missed, denied, planted FROM app_activity x
      WHERE w.minutes <= 120 AND x.app_id = a.app_id AND x.slot > GREATEST($1::timestamptz - make_interval(mins => w.minutes), a.forgiven)
      UNION ALL
      SELECT operations, ids_asked, ids_missed, denied, planted FROM app_habit x
      WHERE w.minutes > 120 AND x.app_id = a.app_id AND x.hour > GREATEST($1::timestamptz - make_interval(mins => w.minutes), a.forgiven)
    ) spans) s
)
SELECT a.app_id, a.first_party, (SELECT jsonb_object_agg(s.minutes, s.counts) FROM summed s WHERE s.app_id = a.app_id) AS windows,
  u.peak_at_this_hour, u.peak, u.days,
  (SELECT count(*)::integer FROM app_network n WHERE n.app_id = a.app_id) AS networks,
  (SELECT COALESCE(jsonb_agg(jsonb_build_object('network', n.network, 'operations', n.operations)), '[]') FROM app_network n
   WHERE n.app_id = a.app_id AND n.first_seen > GREATEST($1::timestamptz - interval '1 hour', a.forgiven)) AS fresh
FROM active a CROSS JOIN LATERAL (
  SELECT COALESCE(max(operations) FILTER (WHERE extract(hour FROM h.hour AT TIME ZONE 'Asia/Shanghai')
      = extract(hour FROM $1::timestamptz AT TIME ZONE 'Asia/Shanghai')), 0) AS peak_at_this_hour,
    COALESCE(max(operations), 0) AS peak,
    COALESCE(extract(epoch FROM $1::timestamptz - min(h.hour)) / 86400, 0)::float8 AS days
  FROM app_habit h
  WHERE h.app_id = a.app_id AND h.hour > $1::timestamptz - interval '28 days' AND h.hour < date_trunc('hour', $1::timestamptz)) u`;
