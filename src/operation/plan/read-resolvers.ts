import DataLoader from 'dataloader';
import { kernelError } from '../../kernel/errors.js';
import type { OperationContext } from '../operation-context.js';
import type { TextRow } from '../reach.js';
import type { ConnectionOf } from '../schema/connection.js';
import { fill, joinsFor } from './fragments.js';
import { encodeCursor, type ListArguments, parseListArguments } from './list-arguments.js';
import type { ReadMany, ReadModel, ReadOne, ReadType } from './read-model.js';
import { type Columns, columnsOf, type ReadRow } from './row-columns.js';
import { type ListParameter, limitOf, rowsQuery } from './rows-query.js';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * The read model answered field by field: one loader per field, one SQL statement per level, plain objects. Slower than
 * a compiled plan and easy to believe: plans must answer the same bytes, and every document that can't be planned runs here.
 * Resolver classes call it; they only translate.
 */
export class ReadResolvers {
  readonly #model: ReadModel;

  constructor(model: ReadModel) {
    this.#model = model;
  }

  /** A field of Query. `null` when nothing in reach has the id (or there is no such row). */
  async root(name: string, args: object, context: OperationContext): Promise<unknown> {
    const root = this.#model.roots.get(name);
    if (!root) throw new Error(`Query.${name} is not in the read model`);
    if (root.read !== 'one') return this.#rootList(root, args as Arguments, context);
    const type = this.#type(root.type);
    const conditions: string[] = root.where === undefined ? [] : [fill(root.where, 't', 't')];
    if (!root.by) return this.#single(type, conditions, [], context);
    const id = context.ids.decode(root.by.prefix, String((args as Arguments)[root.by.argument]));
    return this.#byId(type, conditions, id, context);
  }

  /**
   * The type that an id speaks of, by its prefix.
   *
   * @throws PublicError INVALID_ID
   */
  typeOfId(publicId: string): string {
    const prefix = publicId.slice(0, publicId.indexOf('_'));
    const type = [...this.#model.types.values()].find((candidate) => candidate.idPrefix === prefix);
    if (!type) throw kernelError('INVALID_ID');
    return type.type;
  }

  /** The row behind a public id of any type, `null` when there is none in reach. */
  async node(publicId: string, context: OperationContext): Promise<ReadRow | null> {
    const type = this.#type(this.typeOfId(publicId));
    const id = context.ids.decode(type.idPrefix ?? '', publicId);
    return this.#byId(type, [], id, context);
  }

  /** A field of a row that leads to other rows: `to-one`, a list or a connection. */
  async child(coordinate: string, parent: object, args: object, context: OperationContext): Promise<unknown> {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = this.#type(typeName);
    const read = type.fields[fieldName];
    const key = (parent as ReadRow).__key;
    if (read?.read === 'one') {
      const row = await this.#loader(coordinate, context, () => this.#oneLoader(type, read, context)).load(key);
      if (row) context.count(read.type, 1);
      return row;
    }
    if (read?.read !== 'list' && read?.read !== 'connection')
      throw new Error(`${coordinate} is not a relation of the read model`);
    const name = `${coordinate}(${JSON.stringify(args)})`;
    const rows = await this.#loader(name, context, () => this.#manyLoader(type, read, args as Arguments, context)).load(
      key,
    );
    context.count(read.type, sizeOf(rows)); // not in the loader: what leaves twice counts twice
    return rows;
  }

  async #rootList(read: ReadMany, args: Arguments, context: OperationContext): Promise<unknown> {
    const type = this.#type(read.type);
    const parsed = await this.#parseArguments(read, type, args, context);
    const values: string[] = [];
    const columns = columnsOf(type, 't');
    const query = {
      read,
      type,
      alias: 't',
      parent: undefined,
      args: parsed,
      columns: columns.sql,
      joins: columns.joins,
      extra: 1 as const,
    };
    const text = rowsQuery(query, (asked) => `$${values.push(valueOf(asked, parsed))}`);
    const [rows = []] = await context.reach.read([{ name: `root_${read.type.toLowerCase()}`, text, values }]);
    const answer = this.#many(read, type, parsed, rows, columns, context);
    context.count(type.type, sizeOf(answer));
    return answer;
  }

  async #byId(type: ReadType, conditions: string[], id: string, context: OperationContext): Promise<ReadRow | null> {
    const row = await this.#single(type, [...conditions, `${fill(type.key, 't')} = $1::uuid`], [id], context);
    if (!row) context.ids.missed();
    return row;
  }

  async #single(
    type: ReadType,
    conditions: string[],
    values: string[],
    context: OperationContext,
  ): Promise<ReadRow | null> {
    const columns = columnsOf(type, 't');
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    const text = `SELECT ${columns.sql.join(', ')} FROM ${fill(type.from, 't')}${columns.joins}${where} LIMIT 1`;
    const [[row] = []] = await context.reach.read([{ name: `one_${type.type.toLowerCase()}`, text, values }]);
    if (!row) return null;
    context.count(type.type, 1);
    return columns.parse(row, context);
  }

  #oneLoader(parent: ReadType, read: ReadOne, context: OperationContext) {
    const type = this.#type(read.type);
    return new DataLoader<string, ReadRow | null>(async (keys) => {
      const columns = columnsOf(type, 'c');
      const parentJoins = joinsFor(parent, 'p', [read.on]).map((join) => ` ${join}`);
      const text = `SELECT ${fill(parent.key, 'p')}, ${columns.sql.join(', ')} FROM ${fill(parent.from, 'p')}${parentJoins.join('')} JOIN ${fill(type.from, 'c')} ON ${fill(read.on, 'p', 'c')}${columns.joins} WHERE ${fill(parent.key, 'p')} = ANY ($1::uuid[])`;
      const [rows = []] = await context.reach.read([
        { name: `one_of_${type.type.toLowerCase()}`, text, values: [`{${keys.join(',')}}`] },
      ]);
      const byParent = new Map(rows.map((row) => [row[0], columns.parse(row.slice(1), context)]));
      return keys.map((key) => byParent.get(key) ?? null);
    });
  }

  #manyLoader(parent: ReadType, read: ReadMany, args: Arguments, context: OperationContext) {
    const type = this.#type(read.type);
    return new DataLoader<string, ReadRows>(async (keys) => {
      const parsed = await this.#parseArguments(read, type, args, context);
      const values = [`{${keys.join(',')}}`];
      const columns = columnsOf(type, 'c');
      const named = columns.sql.map((sql, index) => `${sql} AS c${index}`);
      const inner = rowsQuery(
        { read, type, alias: 'c', parent: 'p', args: parsed, columns: named, joins: columns.joins, extra: 1 },
        (asked) => `$${values.push(valueOf(asked, parsed))}`,
      );
      const text = `SELECT ${fill(parent.key, 'p')}, child.* FROM ${fill(parent.from, 'p')} CROSS JOIN LATERAL (${inner}) child WHERE ${fill(parent.key, 'p')} = ANY ($1::uuid[])`;
      const [rows = []] = await context.reach.read([{ name: `many_of_${type.type.toLowerCase()}`, text, values }]);
      const byParent = Map.groupBy(rows, (row) => row[0]);
      return keys.map((key) =>
        this.#many(
          read,
          type,
          parsed,
          (byParent.get(key) ?? []).map((row) => row.slice(1)),
          columns,
          context,
        ),
      );
    });
  }

  #many(
    read: ReadMany,
    type: ReadType,
    args: ListArguments,
    rows: readonly TextRow[],
    columns: Columns,
    context: OperationContext,
  ): ReadRows {
    const { page } = args;
    const shown = page ? rows.slice(0, page.size) : rows;
    const ordered = page?.backward ? [...shown].reverse() : shown;
    const nodes = ordered.map((row) => columns.parse(row, context));
    if (!page) return nodes;
    const more = rows.length > page.size;
    const edges = nodes.map((node) => ({ node, cursor: encodeCursor(type, node.__key, context.ids) }));
    const pageInfo = {
      hasNextPage: page.backward ? args.cursor !== undefined : more,
      hasPreviousPage: page.backward ? more : args.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { edges, pageInfo };
  }

  async #parseArguments(
    read: ReadMany,
    type: ReadType,
    args: Arguments,
    context: OperationContext,
  ): Promise<ListArguments> {
    const parsed = parseListArguments(read, type, args, { ids: context.ids, reach: context.reach.reach });
    if (parsed.cursor === undefined || type.idPrefix === undefined) return parsed;
    const text = `SELECT 1 FROM ${fill(type.from, 't')} WHERE ${fill(type.key, 't')} = $1::uuid`;
    const [found = []] = await context.reach.read([
      { name: `cursor_${type.type.toLowerCase()}`, text, values: [parsed.cursor] },
    ]);
    if (found.length > 0) return parsed;
    context.ids.missed();
    throw kernelError('INVALID_CURSOR', { params: { argument: parsed.page?.backward ? 'before' : 'after' } });
  }

  #loader<T>(name: string, context: OperationContext, make: () => DataLoader<string, T>): DataLoader<string, T> {
    const loaders = context.once(this, () => new Map<string, unknown>());
    let loader = loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) loaders.set(name, (loader = make()));
    return loader;
  }

  #type(name: string): ReadType {
    const type = this.#model.types.get(name);
    if (!type) throw new Error(`${name} is not in the read model`);
    return type;
  }
}

type ReadRows = readonly ReadRow[] | ConnectionOf<ReadRow>;

function sizeOf(rows: ReadRows): number {
  return 'edges' in rows ? rows.edges.length : rows.length;
}

function valueOf(asked: ListParameter, args: ListArguments): string {
  if (asked.kind === 'limit') return limitOf(args, asked.extra);
  return (asked.kind === 'cursor' ? args.cursor : args.filters.get(asked.name)) ?? '';
}
