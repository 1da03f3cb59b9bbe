/**
 * Takes up to $1 committed events in the order in which they were written and gives each a place in the feed of every app
 * that may see it now. $2: the event types, [{type, scope, audience}]; $3: the instant.
 *
 * Contract: runs under the placer's lock, so numbers are drawn by one transaction at a time and stand without holes: they are given
 * after the commit of the event, so a reader that saw position 7 can't find a 6 later. An event of no known type, or
 * that no app may see, is taken and gets no place. Returns one row per place; `scopes` as PostgreSQL writes an array, because
 * thousands of places share few sets of them.
 *
 * OFFSET 0 keeps the planner to one look-up per event and per customer, by their own keys: the statistics of a queue are always
 * old, and a plan that reads all events or all consents of an app makes a batch as dear as what stands in the tables.
 */
export const PLACE_EVENTS = `
WITH taken AS (
  DELETE FROM event_unplaced WHERE seq = ANY (ARRAY(SELECT seq FROM event_unplaced ORDER BY seq LIMIT $1)) RETURNING event_id
), fresh AS MATERIALIZED (
  SELECT e.id, e.seq, e.type, e.app_id, e.customer_id, e.account_id, e.subject_id, k.scope, k.audience
  FROM taken t CROSS JOIN LATERAL (SELECT * FROM event WHERE id = t.event_id OFFSET 0) e
  JOIN jsonb_to_recordset($2::jsonb) AS k(type text, scope text, audience text) ON k.type = e.type
), seen AS (
  SELECT e.id, e.seq, e.type, e.app_id, e.customer_id, e.account_id, e.subject_id, NULL::text AS scope, own.id AS grant_id, own.scopes
  FROM fresh e LEFT JOIN LATERAL (
    SELECT g.id, ARRAY(SELECT s FROM unnest(g.scopes) s WHERE s = ANY (a.scope_ceiling)) AS scopes
    FROM access_grant g JOIN app a ON a.id = g.app_id
    WHERE g.app_id = e.app_id AND g.customer_id IS NULL AND g.revoked_at IS NULL AND g.expires_at > $3
    ORDER BY g.granted_at DESC LIMIT 1) own ON true
  WHERE e.audience = 'APP' AND e.app_id IS NOT NULL
  UNION ALL
  SELECT e.id, e.seq, e.type, given.app_id, e.customer_id, e.account_id, e.subject_id, e.scope, given.id, given.scopes
  FROM fresh e CROSS JOIN LATERAL (
    SELECT DISTINCT ON (g.app_id) g.id, g.app_id,
      ARRAY(SELECT s FROM unnest(g.scopes) s WHERE s = ANY (a.scope_ceiling) AND s <> ALL (g.rejected)) AS scopes
    FROM (SELECT * FROM access_grant WHERE customer_id = e.customer_id AND revoked_at IS NULL AND expires_at > $3 OFFSET 0) g
    JOIN app a ON a.id = g.app_id
    WHERE a.status = 'APPROVED' AND NOT a.first_party
      AND (e.app_id IS NULL OR e.app_id = g.app_id) -- what was done through one app is no other app's news
      AND e.scope = ANY (g.scopes) AND e.scope = ANY (a.scope_ceiling) AND e.scope <> ALL (g.rejected)
      AND (e.account_id IS NULL OR g.account_ids IS NULL OR e.account_id = ANY (g.account_ids))
    ORDER BY g.app_id, g.granted_at DESC) given
  WHERE e.audience = 'CONSENT'
), numbered AS MATERIALIZED (
  SELECT s.*, row_number() OVER of_app AS nth, row_number() OVER of_customer AS nth_of_customer
  FROM seen s WINDOW of_app AS (PARTITION BY app_id ORDER BY seq), of_customer AS (PARTITION BY app_id, customer_id ORDER BY seq)
), feeds AS (
  INSERT INTO event_feed AS f (app_id, last_position) SELECT app_id, count(*) FROM numbered GROUP BY app_id
  ON CONFLICT (app_id) DO UPDATE SET last_position = f.last_position + EXCLUDED.last_position
  RETURNING app_id, last_position
), sequences AS (
  INSERT INTO event_feed_customer AS f (app_id, customer_id, last_sequence)
  SELECT app_id, customer_id, count(*) FROM numbered WHERE customer_id IS NOT NULL GROUP BY app_id, customer_id
  ON CONFLICT (app_id, customer_id) DO UPDATE SET last_sequence = f.last_sequence + EXCLUDED.last_sequence
  RETURNING app_id, customer_id, last_sequence
), placed AS (
  SELECT n.*, f.last_position - count(*) OVER (PARTITION BY n.app_id) + n.nth AS position,
    s.last_sequence - count(*) OVER (PARTITION BY n.app_id, n.customer_id) + n.nth_of_customer AS sequence
  FROM numbered n JOIN feeds f ON f.app_id = n.app_id
  LEFT JOIN sequences s ON s.app_id = n.app_id AND s.customer_id = n.customer_id
), entered AS (
  INSERT INTO event_feed_entry (app_id, position, event_id, customer_id, account_id, sequence, scope, placed_at)
  SELECT app_id, position, id, customer_id, account_id, sequence, scope, $3 FROM placed
)
SELECT (SELECT count(*)::int FROM taken) AS taken, p.id AS event_id, p.type, p.app_id,
  CASE WHEN p.scope IS NOT NULL THEN p.customer_id END AS customer_id, p.grant_id, p.subject_id,
  COALESCE(p.scopes, '{}')::text AS scopes
FROM (SELECT 1) always LEFT JOIN placed p ON true ORDER BY p.seq, p.app_id`;
