import type { OperationContext } from '../operation-context.js';
import type { TextRow } from '../reach.js';
import { fill, joinsFor } from './fragments.js';
import type { ReadField, ReadId, ReadScalar, ReadType } from './read-model.js';
import { parserOf } from './write-value.js';

/** A row as resolvers see it: its scalars and value objects as properties, and the key by which its children are loaded. */
export interface ReadRow {
  readonly __key: string;
  readonly [field: string]: unknown;
}

export interface Columns {
  readonly sql: string[];
  readonly joins: string;
  parse(row: TextRow, context: OperationContext): ReadRow;
}

/** Every column of a type's own row: key first, then scalars and value objects. */
export function columnsOf(type: ReadType, alias: string): Columns {
  const sql = [fill(type.cursor?.sql ?? type.key, alias)];
  const fragments: string[] = [];
  const setters: ((row: TextRow, into: Record<string, unknown>, context: OperationContext) => void)[] = [];
  const add = (fragment: string): number => {
    fragments.push(fragment);
    return sql.push(fill(fragment, alias)) - 1;
  };
  for (const [name, field] of Object.entries(type.fields)) setters.push(...setterOf(name, field, add));
  return {
    sql,
    joins: joinsFor(type, alias, fragments)
      .map((join) => ` ${join}`)
      .join(''),
    parse: (row, context) => {
      const into: Record<string, unknown> = { __key: row[0] ?? '' };
      for (const set of setters) set(row, into, context);
      return into as ReadRow;
    },
  };
}

function setterOf(name: string, field: ReadField, add: (fragment: string) => number) {
  if (field.read === 'scalar' || field.read === 'id') {
    const read = valueReader(field, add(field.sql));
    return [
      (row: TextRow, into: Record<string, unknown>, context: OperationContext) => {
        into[name] = read(row, context);
      },
    ];
  }
  if (field.read !== 'object') return [];
  const parts = Object.entries(field.fields).map(
    ([part, scalar]) => [part, valueReader(scalar, add(scalar.sql))] as const,
  );
  const presence = add(field.presence ?? (Object.values(field.fields)[0]?.sql as string));
  return [
    (row: TextRow, into: Record<string, unknown>, context: OperationContext) => {
      into[name] =
        row[presence] === null ? null : Object.fromEntries(parts.map(([part, read]) => [part, read(row, context)]));
    },
  ];
}

function valueReader(field: ReadScalar | ReadId, position: number) {
  const parse = parserOf(field);
  return (row: TextRow, context: OperationContext): unknown => {
    const value = row[position];
    return value === null || value === undefined ? null : parse(value, context.ids);
  };
}
