import { ticketsAroundThem } from './0017-tickets-around-them.js';

/**
 * Service tickets. A ticket belongs to the app through which it was opened: other apps of the same customer don't see it, the
 * brokerage's own pages see all. Staff see them by their act. Notes stand in a table of their own that no customer's reach opens.
 * docs/decisions/0018-tickets.md
 */
const ticketTables = `
-- Terms of a text: words of Latin letters and digits, and pairs of neighbouring Chinese characters (a single one where it stands alone).
-- No dictionary is needed, so any PostgreSQL will do; the same rule as in the code, checked by a test.
CREATE FUNCTION ticket_terms(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog AS $$
  SELECT COALESCE(array_agg(DISTINCT term), '{}') FROM (
    SELECT w[1] AS term FROM regexp_matches(lower(normalize(body, NFKC)), '[a-z0-9]+', 'g') AS w
    UNION ALL
    SELECT substr(r[1], i, 2) FROM regexp_matches(normalize(body, NFKC), '[\\u3400-\\u9fff]+', 'g') AS r,
      generate_series(1, greatest(length(r[1]) - 1, 1)) AS i
  ) terms $$;

-- All terms must occur. A text without any finds nothing.
CREATE FUNCTION ticket_query(body text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT string_agg(quote_literal(term), ' & ')::tsquery FROM unnest(ticket_terms(body)) AS term);

CREATE TABLE ticket (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  app_id uuid NOT NULL,                   -- through which it was opened; only that app and the brokerage's own pages see it
  kind text NOT NULL CHECK (kind IN ('QUESTION', 'COMPLAINT')),
  topic text NOT NULL CHECK (topic IN ('ACCOUNT', 'TRADING', 'FUNDS', 'PRODUCT', 'TAX', 'ADVICE', 'TECHNICAL', 'OTHER')),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 120),
  question text NOT NULL,                 -- the first message, as it was asked
  question_digest bytea NOT NULL,         -- sha256 of its terms: finds the same question asked again
  language text NOT NULL CHECK (language IN ('zh', 'en')),
  level text NOT NULL CHECK (level IN ('L1', 'L2', 'L3')),
  priority text NOT NULL CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
  status text NOT NULL CHECK (status IN ('NEW', 'OPEN', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_BROKERAGE', 'SOLVED', 'CLOSED')),
  tier text NOT NULL,                     -- of the customer when it was opened
  tags text[] NOT NULL DEFAULT '{}',
  account_id uuid REFERENCES account,
  transaction_id uuid REFERENCES transaction,
  instrument_id uuid REFERENCES instrument,
  campaign_id uuid,
  plugin_run_id uuid,
  assigned_to uuid,                       -- a person of the staff
  reopened_count integer NOT NULL DEFAULT 0,
  contact_count integer NOT NULL DEFAULT 1, -- times that the customer had to turn to us: one is the aim
  promised_at timestamptz NOT NULL,       -- when the customer has the answer that the level promises
  opened_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  assistant_responded_at timestamptz,
  first_responded_at timestamptz,         -- by a human; the assistant does not count
  solved_at timestamptz,
  closed_at timestamptz,
  breached boolean NOT NULL DEFAULT false,
  search tsvector GENERATED ALWAYS AS (array_to_tsvector(ticket_terms(subject || ' ' || question))) STORED
);
CREATE INDEX ticket_by_customer ON ticket (customer_id, opened_at, id);
CREATE INDEX ticket_by_queue ON ticket (level, promised_at, id) WHERE status IN ('NEW', 'OPEN', 'WAITING_FOR_BROKERAGE');
CREATE INDEX ticket_by_assignee ON ticket (assigned_to, promised_at, id) WHERE status NOT IN ('SOLVED', 'CLOSED');
CREATE INDEX ticket_by_day ON ticket (opened_at);
CREATE INDEX ticket_complaints_of_campaign ON ticket (campaign_id, opened_at) WHERE kind = 'COMPLAINT' AND campaign_id IS NOT NULL;
CREATE INDEX ticket_complaints_of_run ON ticket (plugin_run_id, opened_at) WHERE kind = 'COMPLAINT' AND plugin_run_id IS NOT NULL;
CREATE INDEX ticket_search ON ticket USING gin (search);

CREATE TABLE ticket_message (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL,                   -- as in the ticket: both decide who sees it
  author text NOT NULL CHECK (author IN ('CUSTOMER', 'APP', 'ASSISTANT', 'STAFF')),
  person_id uuid,                         -- which of the staff
  kind text NOT NULL CHECK (kind IN ('MESSAGE', 'QUESTION', 'ANSWER')),
  body text NOT NULL,
  article_key text,                       -- what the assistant cites
  at timestamptz NOT NULL
);
CREATE INDEX ticket_message_by_ticket ON ticket_message (ticket_id, at, id);

CREATE TABLE ticket_note (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  person_id uuid NOT NULL,
  body text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX ticket_note_by_ticket ON ticket_note (ticket_id, at, id);

-- How a level came about: by rules and retrieval, or by a person who overruled them. Append-only.
CREATE TABLE ticket_classification (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('RULES', 'STAFF')),
  level text NOT NULL CHECK (level IN ('L1', 'L2', 'L3')),
  confidence numeric NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  reasons text[] NOT NULL,
  person_id uuid,
  at timestamptz NOT NULL
);
CREATE INDEX ticket_classification_by_ticket ON ticket_classification (ticket_id, at, id);

-- What whoever takes over needs to know, so that nothing is asked twice. Append-only.
CREATE TABLE ticket_handoff (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL,
  from_level text NOT NULL,
  to_level text NOT NULL,
  reason text NOT NULL,
  question text NOT NULL,
  exchanges jsonb NOT NULL,               -- [{askedBy, asked, askedAt, answer, answeredAt}]
  tried jsonb NOT NULL,                   -- [{by, text, article, at}]: answers that did not end it
  consulted jsonb NOT NULL,               -- [{what, operationId, at}]: operations whose receipts tell which data was read
  promised_at timestamptz NOT NULL,
  person_id uuid,                         -- who handed over; null: the platform
  at timestamptz NOT NULL
);
CREATE INDEX ticket_handoff_by_ticket ON ticket_handoff (ticket_id, at, id);

-- Its lists as rows. security_invoker: the reader's reach applies, not that of the views' owner.
CREATE VIEW ticket_handoff_exchange WITH (security_invoker = true) AS
  SELECT h.id AS handoff_id, e.ordinal, e.part ->> 'askedBy' AS asked_by, e.part ->> 'asked' AS asked, (e.part ->> 'askedAt')::timestamptz AS asked_at,
         e.part ->> 'answer' AS answer, (e.part ->> 'answeredAt')::timestamptz AS answered_at
  FROM ticket_handoff h CROSS JOIN LATERAL jsonb_array_elements(h.exchanges) WITH ORDINALITY AS e(part, ordinal);
CREATE VIEW ticket_handoff_try WITH (security_invoker = true) AS
  SELECT h.id AS handoff_id, e.ordinal, e.part ->> 'by' AS by, e.part ->> 'text' AS text, e.part ->> 'article' AS article,
         (e.part ->> 'at')::timestamptz AS at
  FROM ticket_handoff h CROSS JOIN LATERAL jsonb_array_elements(h.tried) WITH ORDINALITY AS e(part, ordinal);
CREATE VIEW ticket_handoff_consultation WITH (security_invoker = true) AS
  SELECT h.id AS handoff_id, e.ordinal, e.part ->> 'what' AS what, (e.part ->> 'operationId')::uuid AS operation_id,
         (e.part ->> 'at')::timestamptz AS at
  FROM ticket_handoff h CROSS JOIN LATERAL jsonb_array_elements(h.consulted) WITH ORDINALITY AS e(part, ordinal);
GRANT SELECT ON ticket_handoff_exchange, ticket_handoff_try, ticket_handoff_consultation TO openfolio_app;

-- Data that was looked at for a ticket: the operation has its own record of fields and rows.
CREATE TABLE ticket_consultation (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES ticket,
  customer_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  what text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX ticket_consultation_by_ticket ON ticket_consultation (ticket_id, at);

-- The two clocks of a ticket. consumed_ms counts business time of finished stretches; a running one goes on from running_since.
CREATE TABLE ticket_clock (
  ticket_id uuid NOT NULL REFERENCES ticket,
  kind text NOT NULL CHECK (kind IN ('ASSISTANT', 'HUMAN')),
  state text NOT NULL CHECK (state IN ('RUNNING', 'PAUSED', 'MET', 'ENDED')),
  calendar text NOT NULL CHECK (calendar IN ('ALWAYS', 'SERVICE_HOURS', 'TRADING_DAYS')),
  target_ms bigint NOT NULL CHECK (target_ms > 0),
  warn_before_ms bigint NOT NULL CHECK (warn_before_ms >= 0),
  met_by text NOT NULL CHECK (met_by IN ('ANY_REPLY', 'HUMAN_REPLY', 'HUMAN_ANSWER')),
  started_at timestamptz NOT NULL,        -- the first start; reopening never moves it
  running_since timestamptz,
  consumed_ms bigint NOT NULL DEFAULT 0,
  due_at timestamptz,                     -- while it runs
  next_at timestamptz,                    -- when the timer has to look: warning, then breach; null when there is nothing left to tell
  warned_at timestamptz,
  breached_at timestamptz,
  met_at timestamptz,
  PRIMARY KEY (ticket_id, kind)
);
CREATE INDEX ticket_clock_due ON ticket_clock (next_at) WHERE state = 'RUNNING' AND next_at IS NOT NULL;

CREATE TABLE ticket_policy (
  level text NOT NULL CHECK (level IN ('L1', 'L2', 'L3')),
  tier text NOT NULL,                     -- a tier, or ANY
  clock text NOT NULL CHECK (clock IN ('ASSISTANT', 'HUMAN')),
  target_ms bigint NOT NULL,
  warn_before_ms bigint NOT NULL,
  calendar text NOT NULL CHECK (calendar IN ('ALWAYS', 'SERVICE_HOURS', 'TRADING_DAYS')),
  met_by text NOT NULL,
  PRIMARY KEY (level, tier)
);
INSERT INTO ticket_policy (level, tier, clock, target_ms, warn_before_ms, calendar, met_by) VALUES
  ('L1', 'ANY',            'ASSISTANT',     30000,    10000, 'ALWAYS',        'ANY_REPLY'),
  ('L2', 'ANY',            'HUMAN',        900000,   300000, 'SERVICE_HOURS', 'HUMAN_REPLY'),
  ('L2', 'HIGH_NET_WORTH', 'HUMAN',        900000,   300000, 'ALWAYS',        'HUMAN_REPLY'),
  ('L3', 'ANY',            'HUMAN',     172800000, 14400000, 'TRADING_DAYS',  'HUMAN_ANSWER'),
  ('L3', 'HIGH_NET_WORTH', 'HUMAN',      86400000, 14400000, 'TRADING_DAYS',  'HUMAN_ANSWER');
`;

export const tickets = ticketTables + ticketsAroundThem;
