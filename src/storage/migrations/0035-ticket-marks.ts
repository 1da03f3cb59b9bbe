/**
 * Status, kind, topic and tags stand among a ticket's terms, so that one index answers a search with its filters: a word of every fifth ticket
 * with a status of every sixtieth read all tickets with the word (0.9 s of a million). No text of a customer makes such a term: terms are
 * letters, digits or Chinese characters, marks begin with another sign.
 */
export const ticketMarks = `
CREATE FUNCTION ticket_marks(status text, kind text, topic text, tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY['=' || status, '=' || kind, '=' || topic] || (SELECT COALESCE(array_agg('#' || tag), '{}') FROM unnest(tags) AS tag);

-- One of these marks, as a term of a query; NULL for none. A tag that somebody looks for may hold any sign.
CREATE FUNCTION ticket_marked(marks text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT string_agg('''' || replace(replace(mark, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery FROM unnest(marks) AS mark WHERE mark IS NOT NULL);

DROP FUNCTION ticket_matches(jsonb);
DROP FUNCTION ticket_matches_of_latest(integer, tsquery, text[], jsonb);
ALTER TABLE ticket DROP COLUMN search;
ALTER TABLE ticket ADD COLUMN search tsvector
  GENERATED ALWAYS AS (array_to_tsvector(ticket_terms(subject || ' ' || question) || ticket_marks(status, kind, topic, tags))) STORED;
CREATE INDEX ticket_search ON ticket USING gin (search);

-- What matches among the latest so many tickets, latest first.
CREATE FUNCTION ticket_matches_of_latest(span integer, sought tsquery) RETURNS uuid[] LANGUAGE sql STABLE
  RETURN (SELECT array_agg(id) FROM (
    SELECT id FROM (SELECT id, search FROM ticket ORDER BY opened_at DESC, id DESC LIMIT span) latest WHERE search @@ sought LIMIT 500) found);

-- wanted: {text, statuses, kind, topic, tag} as in TicketFilter. At most the latest 500, after all filters. What many tickets have is found
-- from the latest backwards, what is rare by the GIN index: the planner can't choose, it takes the terms of one word for independent and is
-- wrong by their product (measured: 40,000 hits where it expected 1,600).
CREATE FUNCTION ticket_matches(wanted jsonb) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public SET jit = off AS $$
DECLARE
  said tsquery := ticket_query(wanted ->> 'text');
  mark tsquery;
  found uuid[];
BEGIN
  -- Of a customer's own rows all, by that customer's index: how long it takes tells nothing of what others asked. OFFSET 0 keeps the order.
  IF NOT reach_permits('tickets:answer') THEN
    SELECT array_agg(mine.id) INTO found
      FROM (SELECT id, search FROM ticket WHERE customer_id = reach_customer() AND (reach_all_accounts() OR app_id = reach_app()) OFFSET 0) mine
      WHERE mine.search @@ said;
    RETURN found;
  END IF;
  FOREACH mark IN ARRAY ARRAY[
    ticket_marked((SELECT array_agg('=' || status) FROM jsonb_array_elements_text(NULLIF(wanted -> 'statuses', 'null')) AS status)),
    ticket_marked(ARRAY['=' || (wanted ->> 'kind')]), ticket_marked(ARRAY['=' || (wanted ->> 'topic')]), ticket_marked(ARRAY['#' || (wanted ->> 'tag')])]
  LOOP
    said := CASE WHEN mark IS NULL THEN said ELSE said && mark END;
  END LOOP;
  found := ticket_matches_of_latest(2000, said);
  IF cardinality(found) >= 20 THEN
    found := ticket_matches_of_latest(50000, said);
    IF cardinality(found) = 500 THEN RETURN found; END IF;
  END IF;
  WITH hit AS MATERIALIZED (SELECT id, opened_at FROM ticket WHERE search @@ said)
  SELECT array_agg(id) INTO found FROM (SELECT id FROM hit ORDER BY opened_at DESC, id DESC LIMIT 500) latest;
  RETURN found;
END $$;

GRANT CREATE ON SCHEMA public TO openfolio_ops;
ALTER FUNCTION ticket_matches(jsonb) OWNER TO openfolio_ops;
REVOKE CREATE ON SCHEMA public FROM openfolio_ops;
REVOKE ALL ON FUNCTION ticket_matches(jsonb), ticket_matches_of_latest(integer, tsquery) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ticket_matches_of_latest(integer, tsquery) TO openfolio_ops;
GRANT EXECUTE ON FUNCTION ticket_matches(jsonb) TO openfolio_app;
`;
