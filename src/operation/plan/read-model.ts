/**
 * How the fields of a type are read from rows, declared once by the feature that owns the type (`<feature>.reads.ts`).
 * Both ways to answer are made from it: the resolvers (one loader per level, the reference) and the compiled plan.
 *
 * In SQL fragments `@.` is the row of the declaring type, `@q.` the row of its join named `q`, and `^.` the child's row
 * in an `on` condition: `'^.account_id = @.id'`. Aliases are filled in by the compiler, so a type can appear twice.
 */
export interface ReadType {
  readonly type: string;
  /** Table with its alias, e.g. `position @`. */
  readonly from: string;
  /** Unique column of the row, a uuid unless `cursor` says otherwise, e.g. `@.id`. */
  readonly key: string;
  /** To-one joins that fields may use, by name; only those that a selection uses are joined. */
  readonly joins?: Readonly<Record<string, string>>;
  /** Prefix of the public id; only for types with an id. Its cursors are ids as well. */
  readonly idPrefix?: string;
  /** For rows without an id: what a cursor holds instead, e.g. `{ sql: '@.date', cast: 'date' }`. */
  readonly cursor?: { readonly sql: string; readonly cast: string; readonly shape: RegExp };
  readonly fields: Readonly<Record<string, ReadField>>;
}

/** Fields that another feature adds to a type, e.g. portfolios' `Account.positions`. */
export interface ReadExtension {
  readonly extends: string;
  readonly joins?: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, ReadField>>;
}

export type ReadField = ReadScalar | ReadId | ReadObject | ReadVariant | ReadOne | ReadMany;

/**
 * `text` is escaped; `token` is text that can't need it (decimals, enums, currencies, days); `number` and `boolean` are
 * bare; `instant` is a timestamptz; `json` is a jsonb, passed through.
 */
export type Codec = 'text' | 'token' | 'number' | 'boolean' | 'instant' | 'json';

export interface ReadScalar {
  readonly read: 'scalar';
  readonly sql: string;
  readonly codec: Codec;
}

/** The type's public id, pairwise per app. */
export interface ReadId {
  readonly read: 'id';
  readonly sql: string;
  readonly prefix: string;
}

/** A value object of the same row, e.g. money. It is null when its column `presence` (default: its first field) is null. */
export interface ReadObject {
  readonly read: 'object';
  readonly presence?: string;
  readonly fields: Readonly<Record<string, ReadScalar>>;
}

/** One of several types, as another column of the row says; its fields are the members of a jsonb. Null for any other word. */
export interface ReadVariant {
  readonly read: 'variant';
  /** The column that says which. */
  readonly by: string;
  readonly sql: string;
  /** What stands in that column → name of the GraphQL type. */
  readonly types: ReadonlyMap<string, string>;
}

/** Another type's row, at most one, e.g. a position's instrument. */
export interface ReadOne {
  readonly read: 'one';
  readonly type: string;
  readonly on: string;
}

export interface ReadMany {
  readonly read: 'connection' | 'list';
  readonly type: string;
  /** Condition between parent and child; absent at a root, where the reach alone decides. */
  readonly on?: string;
  /** The child's columns, one direction for all; the key follows as the last. */
  readonly orderBy: readonly string[];
  readonly direction?: 'ASC' | 'DESC';
  /** Conditions that always hold, e.g. `^.quantity <> 0`. */
  readonly where?: string;
  /**
   * The child's column of the customer, at a root that customers and staff both read. Where a customer is bound the statement then
   * says so itself: a row policy of the form "mine, or all for staff" can't be answered from an index. The policy still decides.
   */
  readonly own?: string;
  /** Arguments besides the page: SQL with `?` for the value, used only when the document passes the argument. */
  readonly filters?: Readonly<Record<string, ReadFilter>>;
}

/** `path` leads into an input object, e.g. `['filter', 'type']`. A null value filters nothing. */
export interface ReadFilter {
  readonly path: readonly string[];
  /** `?` is the parameter as text: `^.type = ANY (?::text[])`. */
  readonly sql: string;
  /** `id:<prefix>` decodes a public id first; `list` writes an array literal. */
  readonly as?: 'text' | 'list' | `id:${string}`;
  /** Hands over the whole input object at this path as JSON, for SQL that has to know the other filters too. */
  readonly whole?: readonly string[];
}

/** A field of Query. `one` with `by` looks up by public id (the argument's name); without, the first row in reach. */
export type ReadRoot =
  | ReadMany
  | (Omit<ReadOne, 'on'> & {
      readonly by?: { readonly argument: string; readonly prefix: string };
      readonly where?: string;
    });

export interface ReadDeclarations {
  readonly types?: readonly ReadType[];
  readonly extensions?: readonly ReadExtension[];
  readonly roots?: Readonly<Record<string, ReadRoot>>;
}

// --- the words of a declaration -------------------------------------------------------------------------------------

export const text = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'text' });
export const token = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'token' });
export const number = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'number' });
export const boolean = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'boolean' });
export const instant = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'instant' });
export const json = (sql: string): ReadScalar => ({ read: 'scalar', sql, codec: 'json' });

/** An exact decimal without trailing zeros. */
export const decimalText = (sql: string): ReadScalar => token(`trim_scale(${sql})`);

/** An amount rounded half-up to the minor unit of its currency, always with all its digits. */
export const money = (amount: string, currency: string): ReadObject => ({
  read: 'object',
  fields: { amount: token(`round(${amount}, minor_unit(${currency}))`), currency: token(currency) },
});

export const variant = (by: string, sql: string, types: ReadonlyMap<string, string>): ReadVariant => ({
  read: 'variant',
  by,
  sql,
  types,
});

export const id = (prefix: string, sql = '@.id'): ReadId => ({ read: 'id', sql, prefix });
export const one = (type: string, on: string): ReadOne => ({ read: 'one', type, on });
export const connection = (type: string, options: Omit<ReadMany, 'read' | 'type'>): ReadMany => ({
  read: 'connection',
  type,
  ...options,
});
export const list = (type: string, options: Omit<ReadMany, 'read' | 'type'>): ReadMany => ({
  read: 'list',
  type,
  ...options,
});

// --- the joined model ------------------------------------------------------------------------------------------------

export interface ReadModel {
  readonly types: ReadonlyMap<string, ReadType>;
  readonly roots: ReadonlyMap<string, ReadRoot>;
}

/** Joins the declarations of all features. Two features that declare the same field, or a field of no type, are a mistake. */
export function joinReadModel(declarations: readonly ReadDeclarations[]): ReadModel {
  const types = new Map<string, ReadType>();
  const roots = new Map<string, ReadRoot>();
  for (const { types: declared = [], roots: declaredRoots = {} } of declarations) {
    for (const type of declared) put(types, type.type, type);
    for (const [name, root] of Object.entries(declaredRoots)) put(roots, name, root);
  }
  for (const extension of declarations.flatMap((declaration) => declaration.extensions ?? [])) {
    const base = types.get(extension.extends);
    if (!base) throw new Error(`Fields are added to the undeclared read type ${extension.extends}`);
    const fields = new Map(Object.entries(base.fields));
    for (const [name, field] of Object.entries(extension.fields)) put(fields, name, field);
    types.set(base.type, { ...base, joins: { ...base.joins, ...extension.joins }, fields: Object.fromEntries(fields) });
  }
  return { types, roots };
}

function put<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.has(name)) throw new Error(`${name} is declared twice`);
  map.set(name, value);
}
