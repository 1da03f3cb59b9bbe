/**
 * People act like apps do: an operation under a grant. A person's grant names the person (and, for a member, the publisher);
 * what it covers are the acts that the person's roles permit at that moment, bound with the reach.
 */
export const peopleInThePipeline = `
ALTER TABLE access_grant ADD COLUMN person_id uuid REFERENCES person, ADD COLUMN publisher_id uuid REFERENCES publisher,
  ADD CHECK (customer_id IS NULL OR person_id IS NULL), ADD CHECK (publisher_id IS NULL OR person_id IS NOT NULL);
CREATE INDEX access_grant_by_person ON access_grant (person_id) WHERE person_id IS NOT NULL;

ALTER TABLE operation_record ADD COLUMN person_id uuid;
CREATE INDEX operation_record_by_person ON operation_record (person_id, at) WHERE person_id IS NOT NULL;

-- Staff or a member. NULL, false and NULL where nothing is bound: no row is theirs.
CREATE FUNCTION reach_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('openfolio.person_id', true), '')::uuid;

CREATE FUNCTION reach_publisher() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('openfolio.publisher_id', true), '')::uuid;

-- Write policies as \`(SELECT reach_permits('tickets:answer'))\`: the sub-select is asked once per statement.
CREATE FUNCTION reach_permits(act text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN COALESCE(reach_person() IS NOT NULL AND act = ANY (NULLIF(current_setting('openfolio.acts', true), '')::text[]), false);

-- The grant that a batch asks for again.
CREATE POLICY own_person ON access_grant FOR SELECT TO openfolio_app USING (person_id = (SELECT reach_person()));
`;
