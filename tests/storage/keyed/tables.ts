import type pg from 'pg';

/** By table: how many rows, and a digest of all that stands in them. */
export type Tables = ReadonlyMap<string, { readonly rows: number; readonly digest: string | null }>;

/** An operation is recorded each time anew, whatever it came to. */
const RECORD = /^operation_record/;

/** What goes along with every act: its key, and the place in the queue of each event. */
const ALONG = ['idempotency_key', 'event_unplaced'];

/** Reads all that stands in the database, but for the record of operations. @param owner nobody's rows are hidden from it */
export async function tableReader(owner: pg.Client): Promise<() => Promise<Tables>> {
  const { rows: names } = await owner.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  const sums = names
    .filter(({ name }) => !RECORD.test(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*)::int AS rows, sum(hashtextextended(t::text, 0))::text AS digest FROM "${name}" t`,
    );
  await owner.query('SET jit = off'); // for a hundred small tables it costs more than the reading
  const statement = { name: 'tables', text: sums.join(' UNION ALL ') };
  return async () => {
    const { rows } = await owner.query<{ name: string; rows: number; digest: string | null }>(statement);
    return new Map(rows.map(({ name, ...table }) => [name, table]));
  };
}

/** Names of the tables in which anything differs. */
export function changed(before: Tables, after: Tables): string[] {
  return [...after].flatMap(([name, { digest }]) => (before.get(name)?.digest === digest ? [] : [name]));
}

/** How many rows came to each table that has more or fewer, but for what goes along with every act. */
export function added(before: Tables, after: Tables): Record<string, number> {
  return Object.fromEntries(
    [...after]
      .map(([name, { rows }]): [string, number] => [name, rows - (before.get(name)?.rows ?? 0)])
      .filter(([name, more]) => more !== 0 && !ALONG.includes(name)),
  );
}
