/**
 * The event ledger's doors and the hooks. A use-case writes into `event` and nothing else; one placer then gives every
 * committed event its place in the feed of each app that may see it, in the transaction that also queues deliveries.
 * docs/decisions/0011-events-and-webhooks.md says why numbers are given after the commit.
 */
export const eventsAndWebhooks = `
-- Which app acts; bound with the customer. NULL where nothing is bound: no feed, no hook.
CREATE FUNCTION reach_app() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('openfolio.app_id', true), '')::uuid;

ALTER TABLE event ADD COLUMN account_id uuid;      -- set when one account is concerned: consent for that account is needed

CREATE TABLE event_unplaced (
  seq bigint PRIMARY KEY,
  event_id uuid NOT NULL
);
INSERT INTO event_unplaced (seq, event_id) SELECT seq, id FROM event;

CREATE FUNCTION queue_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_unplaced (seq, event_id) SELECT seq, id FROM recorded;
  PERFORM pg_notify('event_recorded', '');
  RETURN NULL;
END $$;
CREATE TRIGGER event_is_queued AFTER INSERT ON event REFERENCING NEW TABLE AS recorded
  FOR EACH STATEMENT EXECUTE FUNCTION queue_event();

CREATE TABLE event_feed (
  app_id uuid PRIMARY KEY REFERENCES app,
  last_position bigint NOT NULL,
  acknowledged bigint NOT NULL DEFAULT 0
);

CREATE TABLE event_feed_customer (
  app_id uuid NOT NULL REFERENCES app,
  customer_id uuid NOT NULL,
  last_sequence bigint NOT NULL,
  PRIMARY KEY (app_id, customer_id)
);

CREATE TABLE event_feed_entry (
  app_id uuid NOT NULL REFERENCES app,
  position bigint NOT NULL,               -- 1, 2, 3 … per app
  event_id uuid NOT NULL REFERENCES event,
  customer_id uuid,
  account_id uuid,
  sequence bigint,                        -- 1, 2, 3 … per app and customer
  scope text,                             -- what the customer's consent must hold; null: the app's own affair
  placed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, position)
);
CREATE UNIQUE INDEX event_feed_entry_by_event ON event_feed_entry (event_id, app_id);
CREATE INDEX event_feed_entry_by_customer ON event_feed_entry (app_id, customer_id, position);

CREATE TABLE hook (
  id uuid PRIMARY KEY,
  app_id uuid NOT NULL REFERENCES app,
  url text NOT NULL,
  description text NOT NULL DEFAULT '',
  events text[] NOT NULL,
  document_hash text NOT NULL REFERENCES stored_document,
  required_scopes jsonb NOT NULL,         -- AND of (OR of (AND of scopes)), as the document compiler found it
  status text NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED', 'DELETED')),
  paused_reason text CHECK (paused_reason IN ('OWNER', 'EXHAUSTED', 'GONE')),
  concurrency_max integer NOT NULL DEFAULT 8 CHECK (concurrency_max BETWEEN 1 AND 64),
  rate_per_second integer NOT NULL DEFAULT 100 CHECK (rate_per_second BETWEEN 1 AND 2000),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX hook_by_app ON hook (app_id, created_at);

-- How fast deliveries may start now: a bucket that refills, and how many attempts in a row failed.
CREATE TABLE hook_flow (
  hook_id uuid PRIMARY KEY REFERENCES hook,
  tokens double precision NOT NULL DEFAULT 1,
  refilled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  failures integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE hook_secret (
  id uuid PRIMARY KEY,
  hook_id uuid NOT NULL REFERENCES hook,
  kind text NOT NULL CHECK (kind IN ('HMAC', 'ED25519')),
  sealed bytea NOT NULL,
  public_key text,                        -- whpk_…, of ED25519 alone
  created_at timestamptz NOT NULL,
  expires_at timestamptz                  -- null: the current one; former ones sign along until then
);
CREATE INDEX hook_secret_by_hook ON hook_secret (hook_id);

CREATE TABLE hook_delivery (
  id uuid PRIMARY KEY,                    -- the webhook-id is made of it, so it is the same in every try
  hook_id uuid NOT NULL REFERENCES hook,
  app_id uuid NOT NULL,
  event_id uuid NOT NULL REFERENCES event,
  event_type text NOT NULL,
  customer_id uuid,
  grant_id uuid,
  state text NOT NULL CHECK (state IN ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'CANCELLED', 'WITHHELD')),
  reason text,                            -- code of what ended it or holds it back
  body text,                              -- rendered once, before the first try
  tries integer NOT NULL DEFAULT 0,       -- of the current schedule; a replay starts again
  attempts integer NOT NULL DEFAULT 0,    -- ever
  next_at timestamptz NOT NULL,           -- PENDING: when it is due; SENDING: when its lease ends
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  UNIQUE (hook_id, event_id)
);
CREATE INDEX hook_delivery_due ON hook_delivery (hook_id, next_at) WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX hook_delivery_sending ON hook_delivery (hook_id, next_at) WHERE state = 'SENDING';
CREATE INDEX hook_delivery_by_hook ON hook_delivery (hook_id, created_at, id);
CREATE INDEX hook_delivery_waiting_by_grant ON hook_delivery (grant_id) WHERE state IN ('PENDING', 'SENDING');

CREATE TABLE hook_attempt (
  id uuid PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES hook_delivery,
  app_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  outcome text NOT NULL,
  http_status integer,
  duration_ms integer NOT NULL,
  detail text
);
CREATE INDEX hook_attempt_by_delivery ON hook_attempt (delivery_id, number);
CREATE TRIGGER hook_attempt_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hook_attempt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['event_feed', 'event_feed_customer', 'event_feed_entry', 'hook', 'hook_delivery', 'hook_attempt'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
  END LOOP;
  -- An app's own affairs are read by the app on its own, never with a customer's token.
  FOREACH t IN ARRAY ARRAY['event_feed', 'hook', 'hook_delivery', 'hook_attempt'] LOOP
    EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO openfolio_app
      USING (app_id = (SELECT reach_app()) AND (SELECT reach_customer()) IS NULL)', t);
  END LOOP;
END $$;

CREATE POLICY reach ON event_feed_entry FOR SELECT TO openfolio_app USING (
  app_id = (SELECT reach_app()) AND ((SELECT reach_customer()) IS NULL OR customer_id = (SELECT reach_customer())));

-- An app on its own sees which consents it holds: that decides what it still sees of its feed.
CREATE POLICY own_grants ON access_grant FOR SELECT TO openfolio_app
  USING ((SELECT reach_customer()) IS NULL AND app_id = (SELECT reach_app()));

-- An app (every operation binds one) sees an event through its feed alone, and only while a live consent covers it: the
-- same rule at every door. Without an app it is the bound customer's whole history.
DROP POLICY reach ON event;
CREATE POLICY reach ON event FOR SELECT TO openfolio_app USING (((SELECT reach_app()) IS NULL AND customer_id = (SELECT reach_customer())) OR EXISTS (
  SELECT FROM event_feed_entry f
  WHERE f.event_id = event.id AND f.app_id = (SELECT reach_app())
    AND (f.scope IS NULL OR EXISTS (
      SELECT FROM access_grant g JOIN app a ON a.id = g.app_id
      WHERE g.customer_id = f.customer_id AND g.app_id = f.app_id AND g.revoked_at IS NULL AND g.expires_at > now()
        AND a.status = 'APPROVED' AND f.scope = ANY (g.scopes) AND f.scope = ANY (a.scope_ceiling) AND f.scope <> ALL (g.rejected)
        AND (f.account_id IS NULL OR g.account_ids IS NULL OR f.account_id = ANY (g.account_ids))))));

GRANT SELECT ON event_feed, event_feed_entry, hook, hook_delivery, hook_attempt TO openfolio_app;
GRANT INSERT ON event_unplaced TO openfolio_app, openfolio_identity, openfolio_ops;
GRANT SELECT, UPDATE, DELETE ON event_unplaced TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE ON event_feed, event_feed_customer, hook, hook_flow, hook_delivery TO openfolio_ops;
GRANT SELECT, INSERT ON event_feed_entry, hook_attempt TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON hook_secret TO openfolio_ops;
`;
