/** The second half of 0017-tickets: ratings, attachments, help, who answers, and the policies of all its tables. */
export const ticketsAroundThem = `
CREATE TABLE ticket_rating (
  ticket_id uuid PRIMARY KEY REFERENCES ticket,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL,
  satisfaction integer NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
  recommend integer CHECK (recommend BETWEEN 0 AND 10),
  comment text,
  at timestamptz NOT NULL
);
CREATE INDEX ticket_rating_by_day ON ticket_rating (at);

CREATE TABLE ticket_attachment (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size_bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  store text NOT NULL CHECK (store IN ('DATABASE', 'BUCKET')),
  content bytea,                          -- null where a bucket holds it
  added_by text NOT NULL CHECK (added_by IN ('CUSTOMER', 'APP', 'STAFF')),
  at timestamptz NOT NULL
);
CREATE INDEX ticket_attachment_by_ticket ON ticket_attachment (ticket_id, at, id);

-- Help articles: the brokerage's own texts, no customer's data.
CREATE TABLE ticket_article (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh', 'en')),
  level text NOT NULL CHECK (level IN ('L1', 'L2', 'L3')),
  topic text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  UNIQUE (key, language)
);
-- The inverted index of the articles: what a term weighs in an article (BM25), computed when articles are published.
CREATE TABLE ticket_article_term (
  term text NOT NULL,
  article_id uuid NOT NULL REFERENCES ticket_article ON DELETE CASCADE,
  weight real NOT NULL,
  PRIMARY KEY (term, article_id)
);
CREATE TABLE ticket_knowledge (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  digest text NOT NULL                    -- of the published articles: another one makes them be published again
);

-- Who answers what. A manager's customers come to that manager first.
CREATE TABLE ticket_agent (
  person_id uuid PRIMARY KEY,
  levels text[] NOT NULL,
  topics text[] NOT NULL,                 -- empty: all
  languages text[] NOT NULL,
  capacity integer NOT NULL CHECK (capacity > 0),
  available boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL
);
CREATE TABLE ticket_manager (
  customer_id uuid PRIMARY KEY REFERENCES customer,
  person_id uuid NOT NULL
);

-- service.nps_low is raised at most once a day: whoever judges looks for the last one.
CREATE INDEX event_nps_low ON event (occurred_at) WHERE type = 'service.nps_low';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ticket', 'ticket_message', 'ticket_note', 'ticket_classification', 'ticket_handoff', 'ticket_consultation', 'ticket_clock',
    'ticket_rating', 'ticket_attachment', 'ticket_agent', 'ticket_manager'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
  END LOOP;
  -- A customer's own: through the app that opened it, or on the brokerage's own pages (the only reach of all accounts).
  FOREACH t IN ARRAY ARRAY['ticket', 'ticket_message', 'ticket_classification', 'ticket_handoff', 'ticket_rating', 'ticket_attachment'] LOOP
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer())
      AND ((SELECT reach_all_accounts()) OR app_id = (SELECT reach_app())))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['ticket', 'ticket_message', 'ticket_note', 'ticket_classification', 'ticket_handoff', 'ticket_consultation', 'ticket_clock',
    'ticket_rating', 'ticket_attachment', 'ticket_agent'] LOOP
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''tickets:answer'')))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['ticket_classification', 'ticket_handoff', 'ticket_message', 'ticket_note', 'ticket_consultation'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      t || '_is_append_only', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
END $$;

GRANT SELECT ON ticket, ticket_message, ticket_note, ticket_classification, ticket_handoff, ticket_consultation, ticket_clock, ticket_rating, ticket_attachment,
  ticket_article, ticket_article_term, ticket_agent TO openfolio_app;
GRANT SELECT, INSERT, UPDATE ON ticket, ticket_clock, ticket_rating, ticket_attachment, ticket_agent, ticket_manager TO openfolio_ops;
GRANT SELECT ON ticket_policy TO openfolio_ops;
GRANT DELETE ON ticket_manager TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON ticket_article, ticket_article_term, ticket_knowledge TO openfolio_ops;
`;
