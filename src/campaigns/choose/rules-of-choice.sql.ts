/** Conditions on `c` (customer) that hold for every campaign, whatever its audience. Each names its parameters. */

/** What the customer chose to receive. `m` is the customer's `marketing_preference`, if any. */
export function wantsIt(personalised: string): string {
  return `(m.messages IS NULL OR m.messages = 'PERSONALISED' OR (m.messages = 'GENERAL' AND NOT ${personalised}))`;
}

/** Some partner holds a live consent for the topic: without one there is nobody to pass the message on. */
export function isReachable(scope: string, now: string): string {
  return `EXISTS (
    SELECT FROM access_grant g JOIN app a ON a.id = g.app_id
    WHERE g.customer_id = c.id AND g.revoked_at IS NULL AND g.expires_at > ${now} AND a.status = 'APPROVED' AND NOT a.first_party
      AND ${scope} = ANY (g.scopes) AND ${scope} = ANY (a.scope_ceiling) AND ${scope} <> ALL (g.rejected))`;
}

/**
 * Not chosen by the same campaign within its days. OFFSET 0 keeps it one index look-up per customer: as a join of everybody with everything
 * that the campaign ever did it would grow by the square on the days on which statistics are old.
 */
export function notChosenLately(campaign: string, now: string, days: string): string {
  return `NOT EXISTS (
    SELECT FROM (SELECT firing_id FROM campaign_touch WHERE campaign_id = ${campaign} AND customer_id = c.id OFFSET 0) o
    JOIN campaign_firing f ON f.id = o.firing_id WHERE f.fired_at > ${now}::timestamptz - make_interval(days => ${days}))`;
}

/** The hour of day at which messages may begin, and from which on they wait for the next day: the customer's own clock. */
export const QUIET_UNTIL = '09:00';
export const QUIET_FROM = '21:00';

export function isAwake(now: string): string {
  return `(${now}::timestamptz AT TIME ZONE c.time_zone)::time >= '${QUIET_UNTIL}'
    AND (${now}::timestamptz AT TIME ZONE c.time_zone)::time < '${QUIET_FROM}'`;
}

/** `now` by day, otherwise the next morning. */
export function nextAwake(now: string): string {
  const local = `(${now}::timestamptz AT TIME ZONE c.time_zone)`;
  return `CASE WHEN ${isAwake(now)} THEN ${now}::timestamptz ELSE
    ((${local}::date + CASE WHEN ${local}::time < '${QUIET_UNTIL}' THEN 0 ELSE 1 END + time '${QUIET_UNTIL}') AT TIME ZONE c.time_zone) END`;
}
