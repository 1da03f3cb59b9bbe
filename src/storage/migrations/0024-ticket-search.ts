/**
 * Searching tickets by their words. Under row-level security `@@` may not touch a row before the policy has (it is not leakproof), so the
 * GIN index stood unused and a search read every ticket. This function finds candidates with the rights of openfolio_ops, within what the
 * bound reach permits, and hands out ids alone: rows still leave through the reader's own policies. docs/decisions/0018-tickets.md
 */
export const ticketSearch = `
-- What matches among the latest so many tickets, latest first. NULL for a filter that is not given.
CREATE FUNCTION ticket_matches_of_latest(span integer, said tsquery, statuses text[], wanted jsonb) RETURNS uuid[] LANGUAGE sql STABLE
  RETURN (SELECT array_agg(id) FROM (
    SELECT id FROM (SELECT * FROM ticket ORDER BY opened_at DESC, id DESC LIMIT span) latest
    WHERE search @@ said AND (statuses IS NULL OR status = ANY (statuses)) AND (wanted ->> 'kind' IS NULL OR kind = wanted ->> 'kind')
      AND (wanted ->> 'topic' IS NULL OR topic = wanted ->> 'topic') AND (wanted ->> 'tag' IS NULL OR wanted ->> 'tag' = ANY (tags))
    LIMIT 500) found);

-- wanted: {text, statuses, kind, topic, tag} as in TicketFilter. At most the latest 500, after all filters. A word that many tickets have is found
-- from the latest backwards, a rare one by the GIN index: the planner can't choose, it takes the terms of one word for independent and is
-- wrong by their product (measured: 40,000 hits where it expected 1,600).
CREATE FUNCTION ticket_matches(wanted jsonb) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public SET jit = off AS $$
DECLARE
  said tsquery := ticket_query(wanted ->> 'text');
  statuses text[] := (SELECT array_agg(status) FROM jsonb_array_elements_text(NULLIF(wanted -> 'statuses', 'null')) AS status);
  found uuid[];
BEGIN
  -- Of a customer's own rows all, by that customer's index: how long it takes tells nothing of what others asked. OFFSET 0 keeps the order.
  IF NOT reach_permits('tickets:answer') THEN
    SELECT array_agg(mine.id) INTO found
      FROM (SELECT id, search FROM ticket WHERE customer_id = reach_customer() AND (reach_all_accounts() OR app_id = reach_app()) OFFSET 0) mine
      WHERE mine.search @@ said;
    RETURN found;
  END IF;
  found := ticket_matches_of_latest(2000, said, statuses, wanted);
  IF cardinality(found) >= 20 THEN
    found := ticket_matches_of_latest(50000, said, statuses, wanted);
    IF cardinality(found) = 500 THEN RETURN found; END IF;
  END IF;
  WITH hit AS MATERIALIZED (
    SELECT id, opened_at FROM ticket
    WHERE search @@ said AND (statuses IS NULL OR status = ANY (statuses)) AND (wanted ->> 'kind' IS NULL OR kind = wanted ->> 'kind')
      AND (wanted ->> 'topic' IS NULL OR topic = wanted ->> 'topic') AND (wanted ->> 'tag' IS NULL OR wanted ->> 'tag' = ANY (tags)))
  SELECT array_agg(id) INTO found FROM (SELECT id FROM hit ORDER BY opened_at DESC, id DESC LIMIT 500) latest;
  RETURN found;
END $$;

GRANT CREATE ON SCHEMA public TO openfolio_ops;
ALTER FUNCTION ticket_matches(jsonb) OWNER TO openfolio_ops;
REVOKE CREATE ON SCHEMA public FROM openfolio_ops;
REVOKE ALL ON FUNCTION ticket_matches(jsonb), ticket_matches_of_latest(integer, tsquery, text[], jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ticket_matches_of_latest(integer, tsquery, text[], jsonb) TO openfolio_ops;
GRANT EXECUTE ON FUNCTION ticket_matches(jsonb) TO openfolio_app;
`;
