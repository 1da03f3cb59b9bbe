/**
 * Judged texts with people's decisions, and what is known of customers beyond their accounts: activity, average assets, tiers
 * with their days, facts. A fact says from what it was computed and when; it is replaced, never believed for ever.
 */
export const copyAndProfiles = `
CREATE TABLE copy_review (
  id uuid PRIMARY KEY,
  subject_kind text NOT NULL,             -- what the text belongs to, e.g. CAMPAIGN_VARIANT
  subject_id uuid NOT NULL,
  app_id uuid,                            -- whose text it is; null: the brokerage's
  kind text NOT NULL CHECK (kind IN ('CAMPAIGN', 'PARTNER_CONTENT', 'PLUGIN_LISTING', 'DCA_OUTPUT')),
  text text NOT NULL,
  text_hash text NOT NULL,
  rule_set text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('BLOCK', 'REVIEW', 'REQUIRE', 'PASS')),
  findings jsonb NOT NULL,
  finding_count integer NOT NULL,
  requirements jsonb NOT NULL,
  reviewed_at timestamptz NOT NULL
);
CREATE INDEX copy_review_by_subject ON copy_review (subject_kind, subject_id, reviewed_at);
CREATE TRIGGER copy_review_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON copy_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE copy_decision (
  review_id uuid PRIMARY KEY REFERENCES copy_review,
  decision text NOT NULL CHECK (decision IN ('APPROVED', 'REJECTED')),
  person_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) >= 3),
  decided_at timestamptz NOT NULL
);
CREATE TRIGGER copy_decision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON copy_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Texts that are shown now: scanned again when a rule set starts.
CREATE TABLE live_copy (
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  review_id uuid NOT NULL REFERENCES copy_review,
  since timestamptz NOT NULL,
  PRIMARY KEY (subject_kind, subject_id)
);

CREATE TABLE activity_signal (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('LOGIN', 'LOOK', 'TRADE', 'TICKET')),
  instrument_id uuid REFERENCES instrument,
  topic text,                             -- of a TICKET, e.g. HOW_TO or CLOSING
  at timestamptz NOT NULL
);
CREATE INDEX activity_signal_by_time ON activity_signal (kind, at);
CREATE INDEX activity_signal_by_customer ON activity_signal (customer_id, at);

-- Assets under management at a day's close, in CNY.
CREATE TABLE aum_daily (
  customer_id uuid NOT NULL REFERENCES customer,
  date date NOT NULL,
  aum numeric NOT NULL,
  PRIMARY KEY (customer_id, date)
);
CREATE INDEX aum_daily_by_date ON aum_daily (date);

CREATE TABLE customer_tier_period (
  customer_id uuid NOT NULL REFERENCES customer,
  tier text NOT NULL CHECK (tier IN ('HIGH_NET_WORTH', 'POTENTIAL', 'MASS', 'DORMANT')),
  former_tier text,
  effective_from date NOT NULL,
  effective_to date,                      -- first day on which it no longer holds
  average_aum numeric,                    -- CNY; null: no day was valued yet
  days integer NOT NULL,                  -- how many days the average is over
  reason text NOT NULL CHECK (reason IN ('AVERAGE_AUM', 'NO_LOGIN')),
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, effective_from)
);
CREATE INDEX customer_tier_period_by_day ON customer_tier_period (effective_from);

CREATE TABLE profile_fact (
  customer_id uuid NOT NULL REFERENCES customer,
  kind text NOT NULL,
  subject text NOT NULL DEFAULT '',       -- an instrument's id or a sector, where the fact is about one
  instrument_id uuid REFERENCES instrument,
  value jsonb NOT NULL,
  source jsonb NOT NULL,                  -- from what it was computed: rows, span, thresholds
  day date NOT NULL,                      -- for which day
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, kind, subject)
);
CREATE INDEX profile_fact_by_kind ON profile_fact (kind, subject, customer_id);

-- Which days are done; one that broke off is not.
CREATE TABLE profile_run (
  task text NOT NULL CHECK (task IN ('TIERS', 'FACTS')),
  day date NOT NULL,
  finished_at timestamptz NOT NULL,
  PRIMARY KEY (task, day)
);
GRANT SELECT, INSERT ON profile_run TO openfolio_ops;

-- Automated choice of messages: a customer may have the general ones only, or none. Source: PIPL art. 24.
CREATE TABLE marketing_preference (
  customer_id uuid PRIMARY KEY REFERENCES customer,
  messages text NOT NULL CHECK (messages IN ('PERSONALISED', 'GENERAL', 'NONE')),
  changed_at timestamptz NOT NULL
);

-- Whose clock says when it is night.
ALTER TABLE customer ADD COLUMN time_zone text NOT NULL DEFAULT 'Asia/Shanghai';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['activity_signal', 'aum_daily', 'customer_tier_period', 'profile_fact', 'marketing_preference'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO openfolio_ops', t);
  END LOOP;
  -- Of all this an operation may read a customer's own choice; the rest leaves the platform by no field.
  CREATE POLICY reach ON marketing_preference FOR SELECT TO openfolio_app USING (customer_id = (SELECT reach_customer()));
  GRANT SELECT ON marketing_preference TO openfolio_app;
  FOREACH t IN ARRAY ARRAY['copy_review', 'copy_decision', 'live_copy'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY operations ON %I TO openfolio_ops USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO openfolio_app
      USING ((SELECT reach_permits(''campaigns:launch'')) OR (SELECT reach_permits(''copy:decide'')))', t);
    EXECUTE format('GRANT SELECT ON %I TO openfolio_app', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON copy_review, copy_decision TO openfolio_ops;
GRANT SELECT, INSERT, UPDATE, DELETE ON live_copy TO openfolio_ops;
`;
