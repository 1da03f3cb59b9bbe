/** What the watch froze, people let go through its case: no other door approves the app meanwhile. */
export const frozenByWatch = `
CREATE OR REPLACE FUNCTION keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM app_freeze f WHERE f.app_id = NEW.id AND f.state = 'FROZEN') THEN
    RAISE EXCEPTION 'app % is frozen: release the freeze', NEW.client_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT FROM app_standing s WHERE s.app_id = NEW.id AND s.step = 'FROZEN') THEN
    RAISE EXCEPTION 'app % is frozen: decide its case', NEW.client_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
`;
