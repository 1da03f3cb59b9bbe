import { asOwner } from '../support/as-owner.js';

/** Name of the constraint that a refusal gives, by which a log tells that it was met. */
export const NO_CANARY = 'no_canary';

/**
 * From now on PostgreSQL refuses rows with a canary, and says all of the row in its error. Under row-level security it leaves the
 * row out of the errors of its own constraints; a cast, or an operator's own trigger as here, does not.
 */
export async function refuseRows(databaseUrl: string, tables: readonly string[]): Promise<void> {
  await asOwner(
    databaseUrl,
    `CREATE FUNCTION refuse_canary() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW::text NOT LIKE '%canary%' THEN RETURN NEW; END IF;
       RAISE EXCEPTION 'refused: "%"', NEW USING TABLE = TG_TABLE_NAME, CONSTRAINT = '${NO_CANARY}', DETAIL = NEW::text, HINT = NEW::text;
     END $$`,
  );
  for (const table of tables)
    await asOwner(
      databaseUrl,
      `CREATE TRIGGER ${NO_CANARY} BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_canary()`,
    );
}

/** Tables whose refusal of a row is told in a log. */
export function refusalsIn(log: string, tables: readonly string[]): string[] {
  return tables.filter((table) => log.includes(`"table":"${table}","constraint":"${NO_CANARY}"`));
}
