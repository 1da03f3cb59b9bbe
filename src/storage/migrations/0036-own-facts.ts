/** A customer sees what is concluded of them, on the brokerage's own pages: no app has a reach of all accounts. */
export const ownFacts = `
ALTER TABLE profile_fact ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
CREATE POLICY reach ON profile_fact FOR SELECT TO openfolio_app
  USING (customer_id = (SELECT reach_customer()) AND (SELECT reach_all_accounts()));
GRANT SELECT ON profile_fact TO openfolio_app;
`;
