import type pg from 'pg';
import { newId } from '../../../src/kernel/ids.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** Of the table and column that it must name. */
  readonly target: string | null;
  readonly words: readonly string[];
}

export interface Planting {
  /** Whose rows: columns of these names get these ids. */
  readonly owners: Readonly<Record<string, string>>;
  /** Stands in every text that may hold it. */
  readonly canary: string;
  /** What arithmetic can't guess, by `table.column` or `*.column`. */
  readonly known: Readonly<Record<string, unknown>>;
}

/**
 * A row in every table that belongs to a customer, made from the table's own definition: a new table is covered without a change here.
 * References lead to rows of the same owner where there are any. The client must be a superuser: triggers are off meanwhile.
 *
 * @returns the tables that hold a row of the owner now
 */
export async function plantRows(client: pg.Client, planting: Planting): Promise<string[]> {
  await client.query('SET session_replication_role = replica');
  const tables = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'customer_id' AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  for (const { name } of tables.rows) await plant(client, name, planting, []);
  await client.query('SET session_replication_role = origin');
  return tables.rows.map(({ name }) => name);
}

/** @returns an id that stands in its first column */
async function plant(
  client: pg.Client,
  table: string,
  planting: Planting,
  above: readonly string[],
): Promise<string | null> {
  const columns = await columnsOf(client, table);
  const [first] = columns;
  if (!first) return null;
  const owned = columns.find(({ name }) => name in planting.owners)?.name;
  const owner = owned && planting.owners[owned];
  const { rows } = await client.query<{ id: string }>(
    `SELECT "${first.name}"::text AS id FROM "${table}" ${owned ? `WHERE "${owned}" = '${owner}'` : ''} LIMIT 1`,
  );
  if (rows[0] || above.includes(table)) return rows[0]?.id ?? null;
  const values: [Column, unknown][] = [];
  for (const column of columns) {
    const value = await valueOf(client, table, column, planting, [...above, table]);
    if (value !== undefined) values.push([column, value]);
  }
  const insert = (used: [Column, unknown][]) =>
    client.query<{ id: string }>(
      `INSERT INTO "${table}" (${used.map(([{ name }]) => `"${name}"`).join(', ')})
       VALUES (${used.map(([{ type }], at) => `$${at + 1}::${type}`).join(', ')}) RETURNING "${first.name}"::text AS id`,
      used.map(([, value]) => value),
    );
  try {
    return (await insert(values)).rows[0]?.id ?? null;
  } catch {
    const needed = values.filter(([{ optional, name, target }]) => !optional || name in planting.owners || target);
    const { rows: planted } = await insert(needed).catch((cause: unknown) => {
      throw new Error(`No row of ${table} can be guessed, add what it needs: ${String(cause)}`, { cause });
    });
    return planted[0]?.id ?? null;
  }
}

async function valueOf(
  client: pg.Client,
  table: string,
  { name, type, optional, target, words }: Column,
  planting: Planting,
  above: readonly string[],
): Promise<unknown> {
  const { owners, canary, known } = planting;
  if (`${table}.${name}` in known) return known[`${table}.${name}`];
  if (`*.${name}` in known) return known[`*.${name}`];
  if (name in owners) return owners[name];
  if (target !== null) return plant(client, target, planting, optional ? [...above, target] : above);
  if (type.endsWith('[]')) return [];
  if (words.length > 0) return words[0];
  return VALUES[type]?.(`${canary} ${table}.${name}`);
}

/** By the type's name; a type that is not here gets no value. */
const VALUES: Readonly<Record<string, (text: string) => unknown>> = {
  uuid: () => newId(),
  text: (text) => text,
  integer: () => 1,
  smallint: () => 1,
  bigint: () => 1,
  numeric: () => '1',
  boolean: () => true,
  date: () => '2026-01-05',
  'timestamp with time zone': () => new Date(),
  jsonb: (text) => JSON.stringify({ note: text }),
  bytea: (text) => Buffer.from(text),
};

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Omit<Column, 'words'> & { checks: string | null }>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull OR a.atthasdef AS optional,
       (SELECT confrelid::regclass::text FROM pg_constraint f WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
        LIMIT 1) AS target,
       (SELECT string_agg(pg_get_constraintdef(k.oid), ' ') FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'c'
          AND k.conkey = ARRAY[a.attnum]) AS checks
     FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
     ORDER BY a.attnum`,
    [`"${table}"`],
  );
  return rows.map(({ checks, ...column }) => ({
    ...column,
    words: [...(checks?.match(/ANY \(\(?ARRAY\[(.*?)\]/)?.[1]?.matchAll(/'([^']*)'::text/g) ?? [])].map(
      ([, word]) => word ?? '',
    ),
  }));
}
