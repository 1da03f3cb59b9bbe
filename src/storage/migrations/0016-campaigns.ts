/**
 * Campaigns: what is said to whom on what occasion, released by stages. A touch is one customer chosen on one occasion; its whole
 * life stands in one row, so frequency, control group and fan-out are questions to one table.
 */
export const campaigns = `
CREATE TABLE campaign (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  topic text NOT NULL CHECK (topic IN ('CARE', 'EDUCATION', 'BENEFIT', 'SERVICE')),
  trigger jsonb NOT NULL,
  audience jsonb NOT NULL,
  personalised boolean NOT NULL,          -- trigger or audience uses what is known of a customer
  control_percent integer NOT NULL CHECK (control_percent BETWEEN 0 AND 50),
  repeat_after_days integer NOT NULL CHECK (repeat_after_days BETWEEN 1 AND 3650),
  halt_rules jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'COPY_REVIEW', 'APPROVED', 'RELEASED', 'HALTED', 'ENDED')),
  stage_percent integer NOT NULL DEFAULT 0 CHECK (stage_percent IN (0, 5, 25, 100)),
  content_hash text NOT NULL,             -- of all that an approval is about
  approved_hash text,
  authors uuid[] NOT NULL,                -- everybody who wrote in it since it was a draft
  submitted_by uuid,
  approved_by uuid,
  approved_at timestamptz,
  state_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (state NOT IN ('APPROVED', 'RELEASED') OR COALESCE(approved_hash = content_hash, false))
);
CREATE INDEX campaign_by_state ON campaign (state);

CREATE TABLE campaign_variant (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  label text NOT NULL CHECK (label ~ '^[A-Z]$'),
  weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
  text text NOT NULL,
  text_hash text NOT NULL,
  review_id uuid REFERENCES copy_review,
  retired_at timestamptz                  -- replaced by an edit; kept for those who were told it
);
CREATE UNIQUE INDEX campaign_variant_in_use ON campaign_variant (campaign_id, label) WHERE retired_at IS NULL;

-- Append-only: who did what to a campaign, and what the machine did by itself (person_id null).
CREATE TABLE campaign_act (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  act text NOT NULL,
  from_state text,
  to_state text NOT NULL,
  person_id uuid,
  reason text,
  at timestamptz NOT NULL
);
CREATE INDEX campaign_act_by_campaign ON campaign_act (campaign_id, at);
CREATE TRIGGER campaign_act_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON campaign_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a dry run found: a count and masked examples; customers themselves are not in it.
CREATE TABLE campaign_preview (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  content_hash text NOT NULL,
  matched integer NOT NULL,
  reachable integer NOT NULL,             -- of these, with a consent that lets a partner tell them
  opted_out integer NOT NULL,
  sample jsonb NOT NULL,
  duration_ms integer NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE INDEX campaign_preview_by_campaign ON campaign_preview (campaign_id, made_at);

-- An occasion. The key makes it happen once, however many processes look.
CREATE TABLE campaign_firing (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  cause_key text NOT NULL,
  cause jsonb NOT NULL,
  day date NOT NULL,
  fired_at timestamptz NOT NULL,
  UNIQUE (campaign_id, cause_key)
);

-- No references: one statement makes these rows out of the very rows that they name, a hundred thousand at a time, and checking each four
-- times again was 60 % of it (2.9 of 4.7 s for 5,000 rows on a busy machine). None of those rows is ever deleted.
CREATE TABLE campaign_touch (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL,
  firing_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  variant_id uuid,                        -- null: control group
  bucket integer NOT NULL CHECK (bucket BETWEEN 0 AND 9999),
  state text NOT NULL CHECK (state IN ('HELD', 'TOLD', 'CONTROL', 'CAPPED', 'STOPPED')),
  due_at timestamptz NOT NULL,            -- not before this: quiet hours where the customer lives
  told_at timestamptz,
  event_id uuid,
  UNIQUE (firing_id, customer_id)
);
CREATE INDEX campaign_touch_held ON campaign_touch (campaign_id, bucket, due_at) WHERE state = 'HELD';
CREATE INDEX campaign_touch_told ON campaign_touch (customer_id, told_at) WHERE state = 'TOLD';
CREATE INDEX campaign_touch_by_campaign ON campaign_touch (campaign_id, customer_id);
CREATE INDEX campaign_touch_by_event ON campaign_touch (event_id) WHERE event_id IS NOT NULL;

-- What a partner says back about a touch: once per app and outcome.
CREATE TABLE campaign_outcome (
  touch_id uuid NOT NULL REFERENCES campaign_touch,
  app_id uuid NOT NULL REFERENCES app,
  outcome text NOT NULL CHECK (outcome IN ('SHOWN', 'OPENED', 'CONVERTED', 'FAILED')),
  campaign_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  reported_at timestamptz NOT NULL,
  PRIMARY KEY (touch_id, app_id, outcome)
);
CREATE INDEX campaign_outcome_by_customer ON campaign_outcome (customer_id, occurred_at);
CREATE INDEX campaign_outcome_by_campaign ON campaign_outcome (campaign_id, outcome);

-- Content or a benefit that a partner adds to a campaign.
CREATE TABLE campaign_answer (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  touch_id uuid NOT NULL REFERENCES campaign_touch,
  customer_id uuid NOT NULL,
  app_id uuid NOT NULL REFERENCES app,
  kind text NOT NULL CHECK (kind IN ('CONTENT', 'BENEFIT')),
  review_id uuid NOT NULL REFERENCES copy_review,
  status text NOT NULL CHECK (status IN ('ACCEPTED', 'WAITING', 'REFUSED')),
  received_at timestamptz NOT NULL,
  UNIQUE (touch_id, app_id, kind)
);

CREATE TABLE campaign_complaint (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES campaign,
  customer_id uuid NOT NULL,
  ticket_id uuid,
  at timestamptz NOT NULL,
  UNIQUE (campaign_id, customer_id)       -- a customer who complains twice is one who complains
);

CREATE TABLE campaign_rating (
  campaign_id uuid NOT NULL REFERENCES campaign,
  customer_id uuid NOT NULL,
  score integer NOT NULL CHECK (score BETWEEN 0 AND 100),
  at timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, customer_id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['campaign', 'campaign_variant', 'campaign_act', 'campaign_preview', 'campaign_firing', 'campaign_touch',
      'campaign_outcome', 'campaign_answer', 'campaign_complaint', 'campaign_rating'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''campaigns:launch'')))', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO openfolio_ops', t);
  END LOOP;
  -- Who decides about texts sees them and the campaigns that they stand in.
  FOREACH t IN ARRAY ARRAY['campaign', 'campaign_variant', 'campaign_act'] LOOP
    EXECUTE format('CREATE POLICY reviewer ON %I FOR SELECT TO openfolio_app USING ((SELECT reach_permits(''copy:decide'')))', t);
  END LOOP;
END $$;

-- A message is seen where its event is: by the app's feed and the customer's consent, which row-level security asks on event.
CREATE POLICY reach ON campaign_touch FOR SELECT TO openfolio_app USING (
  state = 'TOLD' AND ((SELECT reach_customer()) IS NULL OR customer_id = (SELECT reach_customer()))
  AND EXISTS (SELECT FROM event e WHERE e.id = campaign_touch.event_id));

GRANT UPDATE ON campaign, campaign_variant, campaign_touch, campaign_answer, campaign_rating TO openfolio_ops;
`;
