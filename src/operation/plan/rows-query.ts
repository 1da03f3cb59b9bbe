import { fill, fillChild } from './fragments.js';
import { type ListArguments, OWN } from './list-arguments.js';
import type { ReadMany, ReadType } from './read-model.js';

/** Collects the parameters of one statement; the value is looked up when the statement is bound. */
export class Parameters<Source> {
  readonly sources: Source[] = [];

  add(source: Source): string {
    this.sources.push(source);
    return `$${this.sources.length}`;
  }
}

/** What a list's SQL asks for at run time. */
export type ListParameter =
  | { readonly kind: 'limit'; readonly extra: 0 | 1 }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'filter'; readonly name: string };

export interface RowsQuery {
  readonly read: ReadMany;
  readonly type: ReadType;
  readonly alias: string;
  /** Alias of the parent's row; absent at a root. */
  readonly parent: string | undefined;
  readonly args: ListArguments;
  /** Columns as SQL with aliases filled in; default: the whole row. */
  readonly columns: readonly string[];
  /** Joins that the columns need (from `joinsFor`, and those of embedded rows). */
  readonly joins: string;
  /** One row more than the page, to know whether another page follows. */
  readonly extra: 0 | 1;
}

/** One SELECT for the rows of a list, in list order (reversed for `last`), cut to its page. */
export function rowsQuery(query: RowsQuery, parameter: (asked: ListParameter) => string): string {
  const { read, type, alias, args, columns, joins, extra } = query;
  const conditions = [...conditionsOf(query, parameter)];
  const order = orderOf(read, type, alias, args.page?.backward ?? false);
  return [
    `SELECT ${columns.length > 0 ? columns.join(', ') : `${alias}.*`} FROM ${fill(type.from, alias)}${joins}`,
    conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '',
    ` ORDER BY ${order.join(', ')}`,
    args.page ? ` LIMIT ${parameter({ kind: 'limit', extra })}` : '',
  ].join('');
}

function* conditionsOf(query: RowsQuery, parameter: (asked: ListParameter) => string): Iterable<string> {
  const { read, alias, parent, args } = query;
  if (read.on !== undefined && parent !== undefined) yield fill(read.on, parent, alias);
  if (read.own !== undefined && args.filters.has(OWN))
    yield `${fillChild(read.own, alias)} = ${parameter({ kind: 'filter', name: OWN })}::uuid`;
  if (read.where !== undefined) yield fillChild(read.where, alias);
  for (const [name, filter] of Object.entries(read.filters ?? {})) {
    if (args.filters.has(name)) yield fillChild(filter.sql, alias).replace('?', parameter({ kind: 'filter', name }));
  }
  if (args.cursor !== undefined) yield beyondCursor(query, parameter);
}

/** Keyset paging: a row comparison with the cursor's row, answered from the index however deep the page lies. */
function beyondCursor({ read, type, alias, args }: RowsQuery, parameter: (asked: ListParameter) => string): string {
  const sign = (read.direction === 'DESC') !== (args.page?.backward ?? false) ? '<' : '>';
  if (type.cursor)
    return `${fill(type.cursor.sql, alias)} ${sign} ${parameter({ kind: 'cursor' })}::${type.cursor.cast}`;
  const columns = [...read.orderBy.map((sql) => fillChild(sql, alias)), fill(type.key, alias)];
  const at = [...read.orderBy.map((sql) => fillChild(sql, 'at_cursor')), fill(type.key, 'at_cursor')];
  const row = `SELECT ${at.join(', ')} FROM ${fill(type.from, 'at_cursor')} WHERE ${fill(type.key, 'at_cursor')} = ${parameter({ kind: 'cursor' })}::uuid`;
  return `(${columns.join(', ')}) ${sign} (${row})`;
}

function orderOf(read: ReadMany, type: ReadType, alias: string, backward: boolean): string[] {
  const direction = (read.direction === 'DESC') !== backward ? ' DESC' : '';
  const columns = [...read.orderBy.map((sql) => fillChild(sql, alias)), fill(type.key, alias)];
  return [...new Set(columns)].map((column) => `${column}${direction}`);
}

export function limitOf(args: ListArguments, extra: number): string {
  return String((args.page?.size ?? 0) + extra);
}
