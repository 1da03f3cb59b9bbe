import type { OperationIds } from '../operation-context.js';
import type { Statement, TextRow } from '../reach.js';
import { fill, joinsFor } from './fragments.js';
import { encodeCursor, type ListArguments } from './list-arguments.js';
import type { ConnectionPart, EdgePart, ListOutline, Outline, RootOutline, RowOutline, RowPart } from './outline.js';
import { type ListParameter, limitOf, Parameters, rowsQuery } from './rows-query.js';
import { writerOf } from './write-value.js';

/** The arguments of a run: one entry per list, and the id of each single root that is looked up. */
export interface RunArguments {
  readonly lists: readonly ListArguments[];
  readonly ids: readonly (string | undefined)[];
}

/** Statements and serializer for one variant of arguments. */
export interface Program {
  statements(args: RunArguments): Statement[];
  write(rows: readonly TextRow[][], args: RunArguments, ids: OperationIds, counts: Record<string, number>): string;
}

/** A row that the schema promises is missing: the resolvers must answer, they know how to say so. */
export class PlanAbort extends Error {}

type ParameterSource = { readonly list: number; readonly asked: ListParameter } | { readonly id: number };

interface Draft {
  readonly name: string;
  readonly parameters: Parameters<ParameterSource>;
  readonly columns: string[];
  readonly joins: string[];
  text: () => string;
}

/** Where a list's rows hang: the alias of the parent's row, the FROM clause that yields it, the column that groups by it. */
interface Parent {
  readonly alias: string;
  readonly source: (
    parameter: (list: number, asked: ListParameter) => string,
    idParameter: (index: number) => string,
  ) => string;
  readonly groupKey: string;
}

interface Frame {
  readonly rows: readonly TextRow[][];
  readonly grouped: (ReadonlyMap<string, TextRow[]> | undefined)[];
  readonly args: RunArguments;
  readonly ids: OperationIds;
  readonly counts: Record<string, number>;
}

type WriteRow = (row: TextRow, frame: Frame) => string;

/**
 * Compiles an outline to one SQL statement per list and a serializer of closures.
 * All statements go out in one round trip and see one snapshot; a child's rows come grouped by their parent's key.
 */
export function compileProgram(outline: Outline, args: RunArguments, name: string): Program {
  const drafts: Draft[] = [];
  let aliases = 0;
  let singles = 0;
  const checks: { list: number; draft: number }[] = [];
  const roots = outline.roots.map((root) => {
    const write = rootWriter(root);
    return { prefix: `${JSON.stringify(root.key)}:`, write };
  });
  for (const list of outline.lists) if (args.lists[list.index]?.cursor !== undefined) checkCursor(list);
  const statements = drafts.map((draft) => ({
    name: draft.name,
    text: draft.text(),
    sources: draft.parameters.sources,
  }));

  return {
    statements: (run) =>
      statements.map(({ name: statement, text, sources }) => ({
        name: statement,
        text,
        values: sources.map((source) => valueOf(source, run)),
      })),
    write: (rows, run, ids, counts) => {
      for (const check of checks) if (rows[check.draft]?.length === 0) throw new PlanAbort('cursor');
      const frame: Frame = { rows, grouped: [], args: run, ids, counts };
      return `{${roots.map(({ prefix, write }) => prefix + write(frame)).join(',')}}`;
    },
  };

  function rootWriter(root: RootOutline): (frame: Frame) => string {
    if (root.root === 'typename') return () => '"Query"';
    return root.root === 'many' ? manyRoot(root.list) : singleRoot(root);
  }

  function singleRoot(root: Extract<RootOutline, { root: 'single' }>): (frame: Frame) => string {
    const index = drafts.length;
    const alias = nextAlias();
    const single = singles++;
    const where = [
      root.read.by
        ? (idParameter: (index: number) => string) => `${fill(root.row.type.key, alias)} = ${idParameter(single)}::uuid`
        : undefined,
      root.read.where === undefined ? undefined : () => fill(root.read.where ?? '', alias, alias),
    ].filter((condition) => condition !== undefined);
    const from = fill(root.row.type.from, alias);
    const draft = newDraft(
      (draftOf) =>
        `SELECT ${draftOf.columns.join(', ')} FROM ${from}${joinText(draftOf)}${where.length > 0 ? ` WHERE ${where.map((condition) => condition((id) => draftOf.parameters.add({ id }))).join(' AND ')}` : ''} LIMIT 1`,
    );
    const parent: Parent = {
      alias,
      groupKey: fill(root.row.type.key, alias),
      source: (_, idParameter) =>
        `(SELECT ${alias}.* FROM ${from}${where.length > 0 ? ` WHERE ${where.map((condition) => condition(idParameter)).join(' AND ')}` : ''} LIMIT 1) ${alias}`,
    };
    column(draft, fill(root.row.type.key, alias));
    const write = rowWriter(root.row, alias, draft, parent);
    return (frame) => {
      const row = frame.rows[index]?.[0];
      if (row) return write(row, frame);
      if (!root.nullable) throw new PlanAbort(root.key);
      return 'null';
    };
  }

  function manyRoot(list: ListOutline): (frame: Frame) => string {
    const { index, write } = listDraft(list, undefined);
    return (frame) => write(frame.rows[index] ?? [], frame);
  }

  /** A list's statement; its first column groups rows by parent (at a root there is none to group by). */
  function listDraft(list: ListOutline, parent: Parent | undefined) {
    const index = drafts.length;
    const alias = nextAlias();
    const listArgs = args.lists[list.index] as ListArguments;
    const query = { read: list.read, type: list.type, alias, parent: parent?.alias, args: listArgs };
    const draft = newDraft((draftOf) => {
      const parameter = (of: number, asked: ListParameter) => draftOf.parameters.add({ list: of, asked });
      const inner = (columns: string[]) =>
        rowsQuery({ ...query, columns, joins: joinText(draftOf), extra: 1 }, (asked) => parameter(list.index, asked));
      if (!parent) return inner(draftOf.columns);
      const named = draftOf.columns.map((sql, position) => `${sql} AS c${position}`);
      const source = parent.source(parameter, (id) => draftOf.parameters.add({ id }));
      return `SELECT ${parent.groupKey}, ${draftOf.columns.map((_, position) => `child.c${position}`).join(', ')} FROM ${source} CROSS JOIN LATERAL (${inner(named)}) child`;
    });
    const offset = parent ? 1 : 0;
    const key = fill(list.type.cursor?.sql ?? list.type.key, alias);
    column(draft, key);
    const own: Parent = {
      alias,
      groupKey: parent ? `${parent.groupKey} || ',' || ${fill(list.type.key, alias)}` : fill(list.type.key, alias),
      source: (parameter, idParameter) => {
        const before = parent ? `${parent.source(parameter, idParameter)} CROSS JOIN LATERAL ` : '';
        return `${before}(${rowsQuery({ ...query, columns: [], joins: '', extra: 0 }, (asked) => parameter(list.index, asked))}) ${alias}`;
      },
    };
    return { index, write: listWriter(list, alias, draft, own, offset) };
  }

  function listWriter(
    list: ListOutline,
    alias: string,
    draft: Draft,
    own: Parent,
    offset: number,
  ): (rows: readonly TextRow[], frame: Frame) => string {
    const { shape } = list;
    const { typeName } = shape.shape === 'list' ? shape.row : { typeName: list.read.type };
    if (shape.shape === 'list') {
      const write = rowWriter(shape.row, alias, draft, own, offset);
      return (rows, frame) => {
        frame.counts[typeName] = (frame.counts[typeName] ?? 0) + rows.length;
        return `[${rows.map((row) => write(row, frame)).join(',')}]`;
      };
    }
    const parts = shape.parts.map((part) => connectionWriter(part, list, alias, draft, own, offset));
    return (rows, frame) => {
      const { page } = frame.args.lists[list.index] as ListArguments;
      const size = page?.size ?? 0;
      const more = rows.length > size;
      const shown = more ? rows.slice(0, size) : rows;
      const ordered = page?.backward ? [...shown].reverse() : shown;
      frame.counts[typeName] = (frame.counts[typeName] ?? 0) + ordered.length;
      return `{${parts.map((write) => write(ordered, more, frame)).join(',')}}`;
    };
  }

  function connectionWriter(
    part: ConnectionPart,
    list: ListOutline,
    alias: string,
    draft: Draft,
    own: Parent,
    offset: number,
  ) {
    const prefix = `${JSON.stringify(part.key)}:`;
    if (part.part === 'typename') return () => `${prefix}"${part.typeName}"`;
    if (part.part === 'pageInfo') return pageInfoWriter(prefix, part.fields, list, offset);
    const writers = part.edge.map((edge) => edgeWriter(edge, list, alias, draft, own, offset));
    return (rows: readonly TextRow[], _more: boolean, frame: Frame) => {
      let json = '';
      for (const row of rows) {
        let edge = '';
        for (const write of writers) edge = edge === '' ? write(row, frame) : `${edge},${write(row, frame)}`;
        json = json === '' ? `{${edge}}` : `${json},{${edge}}`;
      }
      return `${prefix}[${json}]`;
    };
  }

  function edgeWriter(
    edge: EdgePart,
    list: ListOutline,
    alias: string,
    draft: Draft,
    own: Parent,
    offset: number,
  ): WriteRow {
    const prefix = `${JSON.stringify(edge.key)}:`;
    if (edge.part === 'typename') return () => `${prefix}"${edge.typeName}"`;
    if (edge.part === 'cursor')
      return (row, frame) => `${prefix}"${encodeCursor(list.type, row[offset] ?? '', frame.ids)}"`;
    const write = rowWriter(edge.row, alias, draft, own, offset);
    return (row, frame) => prefix + write(row, frame);
  }

  function rowWriter(outline: RowOutline, alias: string, draft: Draft, own: Parent, offset = 0): WriteRow {
    const parts = outline.parts.map((part) => partWriter(part, outline, alias, draft, own, offset));
    return (row, frame) => {
      let json = '';
      for (const part of parts) json = json === '' ? part(row, frame) : `${json},${part(row, frame)}`;
      return `{${json}}`;
    };
  }

  function partWriter(
    part: RowPart,
    outline: RowOutline,
    alias: string,
    draft: Draft,
    own: Parent,
    offset: number,
  ): WriteRow {
    const prefix = `${JSON.stringify(part.key)}:`;
    const read = (sql: string) => columnOf(draft, outline, alias, sql) + offset;
    switch (part.part) {
      case 'typename':
        return () => `${prefix}"${part.typeName}"`;
      case 'leaf': {
        const position = read(part.field.sql);
        const write = writerOf(part.field);
        return (row, frame) => prefix + orNull(row[position], part.nullable, (value) => write(value, frame.ids));
      }
      case 'object': {
        const position = read(part.presence);
        const parts = part.parts.map((child) => partWriter(child, outline, alias, draft, own, offset));
        return (row, frame) =>
          prefix + orNull(row[position], part.nullable, () => `{${parts.map((write) => write(row, frame)).join(',')}}`);
      }
      case 'one':
        return oneWriter(part, outline, alias, draft, own, offset);
      default: {
        const { index, write } = listDraft(part.list, own);
        const group = own.groupKey;
        const position = column(draft, group) + offset;
        return (row, frame) => prefix + write(groupsOf(frame, index).get(row[position] ?? '') ?? [], frame);
      }
    }
  }

  /** The other row is joined into the same statement; its key tells whether there is one. */
  function oneWriter(
    part: Extract<RowPart, { part: 'one' }>,
    outline: RowOutline,
    alias: string,
    draft: Draft,
    own: Parent,
    offset: number,
  ): WriteRow {
    const child = nextAlias();
    const { type, typeName } = part.row;
    const on = fill(part.on, alias, child);
    const join = `LEFT JOIN ${fill(type.from, child)} ON ${on}`;
    addJoins(draft, [...joinsFor(outline.type, alias, [part.on]), join]);
    const position = column(draft, fill(type.key, child)) + offset;
    const hung: Parent = {
      alias: child,
      groupKey: own.groupKey,
      source: (parameter, idParameter) => `${own.source(parameter, idParameter)} ${join}`,
    };
    const write = rowWriter(part.row, child, draft, hung, offset);
    const prefix = `${JSON.stringify(part.key)}:`;
    return (row, frame) =>
      prefix +
      orNull(row[position], part.nullable, () => {
        frame.counts[typeName] = (frame.counts[typeName] ?? 0) + 1;
        return write(row, frame);
      });
  }

  function columnOf(draft: Draft, outline: RowOutline, alias: string, sql: string): number {
    addJoins(draft, joinsFor(outline.type, alias, [sql]));
    return column(draft, fill(sql, alias));
  }

  /** A cursor whose row is gone, or was never there, must not look like the end of the list. */
  function checkCursor(list: ListOutline): void {
    if (list.type.idPrefix === undefined) return;
    checks.push({ list: list.index, draft: drafts.length });
    newDraft(
      (draftOf) =>
        `SELECT 1 FROM ${fill(list.type.from, 't')} WHERE ${fill(list.type.key, 't')} = ${draftOf.parameters.add({ list: list.index, asked: { kind: 'cursor' } })}::uuid`,
    );
  }

  function newDraft(text: (draft: Draft) => string): Draft {
    const draft: Draft = {
      name: `${name}_${drafts.length}`,
      parameters: new Parameters(),
      columns: [],
      joins: [],
      text: () => text(draft),
    };
    drafts.push(draft);
    return draft;
  }

  function nextAlias(): string {
    aliases += 1;
    return `t${aliases}`;
  }
}

function column(draft: Draft, sql: string): number {
  const known = draft.columns.indexOf(sql);
  return known >= 0 ? known : draft.columns.push(sql) - 1;
}

function addJoins(draft: Draft, joins: readonly string[]): void {
  for (const join of joins) if (!draft.joins.includes(join)) draft.joins.push(join);
}

function joinText(draft: Draft): string {
  return draft.joins.map((join) => ` ${join}`).join('');
}

function orNull(value: string | null | undefined, nullable: boolean, write: (value: string) => string): string {
  if (value !== null && value !== undefined) return write(value);
  if (!nullable) throw new PlanAbort('null where the schema promises a value');
  return 'null';
}

function groupsOf(frame: Frame, index: number): ReadonlyMap<string, TextRow[]> {
  const known = frame.grouped[index];
  if (known) return known;
  const groups = new Map<string, TextRow[]>();
  for (const row of frame.rows[index] ?? []) {
    const key = row[0] ?? '';
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  frame.grouped[index] = groups;
  return groups;
}

function valueOf(source: ParameterSource, run: RunArguments): string | null {
  if ('id' in source) return run.ids[source.id] ?? null;
  const list = run.lists[source.list] as ListArguments;
  if (source.asked.kind === 'limit') return limitOf(list, source.asked.extra);
  if (source.asked.kind === 'cursor') return list.cursor ?? null;
  return list.filters.get(source.asked.name) ?? null;
}

function pageInfoWriter(
  prefix: string,
  fields: readonly { key: string; name: string }[],
  list: ListOutline,
  offset: number,
) {
  return (rows: readonly TextRow[], more: boolean, frame: Frame): string => {
    const { page, cursor } = frame.args.lists[list.index] as ListArguments;
    const at = (row: TextRow | undefined) =>
      row ? `"${encodeCursor(list.type, row[offset] ?? '', frame.ids)}"` : 'null';
    const info: Record<string, () => string> = {
      hasNextPage: () => String(page?.backward ? cursor !== undefined : more),
      hasPreviousPage: () => String(page?.backward ? more : cursor !== undefined),
      startCursor: () => at(rows[0]),
      endCursor: () => at(rows.at(-1)),
      __typename: () => '"PageInfo"',
    };
    return `${prefix}{${fields.map(({ key, name }) => `${JSON.stringify(key)}:${info[name]?.() ?? 'null'}`).join(',')}}`;
  };
}
