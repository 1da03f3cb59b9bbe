/**
 * The boards of a span: tickets by the day they were opened in, ratings by their own. One row per level, then one for all.
 *
 * Contract: $1 and $2 bound the span, half open. Runs under the reach of staff. Seconds and shares are rounded here, so that every reader
 * sees the same figure. First response: of a person, or of the assistant where nothing more is owed (L1). Times are of the wall clock;
 * whether a promise was kept is the clock's own answer, in business time.
 */
export const BOARDS = `
WITH opened AS (
  SELECT level, reopened_count, contact_count, solved_at, breached, opened_at,
    CASE level WHEN 'L1' THEN LEAST(assistant_responded_at, first_responded_at) ELSE first_responded_at END AS responded_at
  FROM ticket WHERE opened_at >= $1::timestamptz AND opened_at < $2::timestamptz
)
SELECT COALESCE(level, 'ALL') AS level, count(*) AS opened,
  count(responded_at) AS responded,
  round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY responded_at - opened_at))) AS response_median,
  round(extract(epoch FROM percentile_cont(0.9) WITHIN GROUP (ORDER BY responded_at - opened_at))) AS response_p90,
  count(solved_at) AS solved,
  round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY solved_at - opened_at))) AS resolution_median,
  round(extract(epoch FROM percentile_cont(0.9) WITHIN GROUP (ORDER BY solved_at - opened_at))) AS resolution_p90,
  count(*) FILTER (WHERE solved_at IS NOT NULL AND contact_count = 1 AND reopened_count = 0) AS one_contact,
  trim_scale(round(count(*) FILTER (WHERE solved_at IS NOT NULL AND contact_count = 1 AND reopened_count = 0)::numeric / NULLIF(count(solved_at), 0), 4)) AS one_contact_rate,
  count(*) FILTER (WHERE breached) AS breached,
  trim_scale(round(count(*) FILTER (WHERE breached)::numeric / NULLIF(count(*), 0), 4)) AS breach_rate
FROM opened GROUP BY ROLLUP (level) ORDER BY COALESCE(level, 'Z')`;

/** CSAT: share of 4 and 5. NPS: share of 9 and 10 less share of 0 to 6, in points (Reichheld 2003). */
export const SATISFACTION = `
SELECT count(*) AS ratings, trim_scale(round(avg(satisfaction), 2)) AS average,
  trim_scale(round(count(*) FILTER (WHERE satisfaction >= 4)::numeric / NULLIF(count(*), 0), 4)) AS csat,
  count(recommend) AS nps_answers,
  round(100.0 * (count(*) FILTER (WHERE recommend >= 9) - count(*) FILTER (WHERE recommend <= 6)) / NULLIF(count(recommend), 0)) AS nps
FROM ticket_rating WHERE at >= $1::timestamptz AND at < $2::timestamptz`;
