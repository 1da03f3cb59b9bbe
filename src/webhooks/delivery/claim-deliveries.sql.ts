/**
 * Leases up to $2 due deliveries until $3. $1: the instant; $4: at most so many of one hook at a time.
 *
 * Contract: claims run one after the other (advisory lock), so an endpoint's concurrency and rate hold over all processes. An
 * endpoint that failed last time gets one try at a time: a slow or dead receiver holds one connection, not all. Hooks are
 * taken in random order, so that no busy hook stands in front of the others for ever. A lease that ran out is due again:
 * the process that held it is gone, or so slow that sending twice (same webhook-id) is the lesser evil.
 */
export const CLAIM_DELIVERIES = `
WITH due AS MATERIALIZED (
  SELECT h.id AS hook_id, f.tokens + extract(epoch FROM $1::timestamptz - f.refilled_at)::float8 * h.rate_per_second AS tokens,
    h.rate_per_second, CASE WHEN f.failures > 0 THEN 1 ELSE h.concurrency_max END
      - (SELECT count(*) FROM hook_delivery s WHERE s.hook_id = h.id AND s.state = 'SENDING' AND s.next_at > $1) AS free
  FROM hook h JOIN hook_flow f ON f.hook_id = h.id
  WHERE h.status = 'ACTIVE' AND EXISTS (
    SELECT FROM hook_delivery d WHERE d.hook_id = h.id AND d.state IN ('PENDING', 'SENDING') AND d.next_at <= $1)
  ORDER BY random()
), chosen AS MATERIALIZED (
  SELECT d.id, d.hook_id FROM due CROSS JOIN LATERAL (
    SELECT d.id, d.hook_id FROM hook_delivery d
    WHERE d.hook_id = due.hook_id AND d.state IN ('PENDING', 'SENDING') AND d.next_at <= $1
    ORDER BY d.next_at, d.id
    LIMIT greatest(0, least(due.free, floor(least(due.tokens, due.rate_per_second)), $4::bigint))::bigint
    FOR UPDATE SKIP LOCKED) d
  LIMIT $2
), paid AS (
  UPDATE hook_flow f SET tokens = least(due.tokens, due.rate_per_second) - c.taken, refilled_at = $1
  FROM (SELECT hook_id, count(*) AS taken FROM chosen GROUP BY hook_id) c JOIN due ON due.hook_id = c.hook_id
  WHERE f.hook_id = c.hook_id
)
UPDATE hook_delivery d SET state = 'SENDING', next_at = $3
FROM chosen c JOIN hook h ON h.id = c.hook_id
WHERE d.id = c.id
RETURNING d.id, d.hook_id AS "hookId", d.app_id AS "appId", d.event_id AS "eventId", d.event_type AS "eventType",
  d.customer_id AS "customerId", d.grant_id AS "grantId", d.body, d.tries, d.attempts, h.url, h.document_hash AS "documentHash",
  h.required_scopes AS "requiredScopes"`;
