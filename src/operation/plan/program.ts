import type { OperationIds } from '../operation-context.js';
import type { Statement, TextRow } from '../reach.js';
import { fill } from './fragments.js';
import { countRows, type Frame, PlanAbort, type RunArguments, type WriteRows } from './frame.js';
import type { ListArguments } from './list-arguments.js';
import type { ListOutline, Outline, RootOutline } from './outline.js';
import { type ListParameter, limitOf, rowsQuery } from './rows-query.js';
import { type AddParameter, type ParameterSource, StatementDraft } from './statement-draft.js';
import { listWriter } from './write-list.js';
import { type ProgramScope, type RowSource, rowWriter } from './write-row.js';

/** Statements and serializer for one variant of arguments. */
export interface Program {
  statements(args: RunArguments): Statement[];
  /** @throws PlanAbort when the resolvers must answer */
  write(rows: readonly TextRow[][], args: RunArguments, ids: OperationIds, counts: Record<string, number>): string;
}

/**
 * Compiles an outline to one SQL statement per list and a serializer of closures.
 * All statements go out in one round trip and see one snapshot; a child's rows come grouped by their parent's key.
 */
export function compileProgram(outline: Outline, args: RunArguments, name: string): Program {
  const compiler = new ProgramCompiler(args, name);
  const roots = outline.roots.map((root) => ({ prefix: `${JSON.stringify(root.key)}:`, write: compiler.root(root) }));
  const cursorChecks = outline.lists.flatMap((list) => compiler.checkCursor(list));
  const statements = compiler.drafts.map((draft) => ({
    name: draft.name,
    text: draft.text(),
    sources: draft.parameters.sources,
  }));
  return {
    statements: (run) =>
      statements.map(({ sources, ...statement }) => ({
        ...statement,
        values: sources.map((source) => valueOf(source, run)),
      })),
    write: (rows, run, ids, counts) => {
      if (cursorChecks.some((check) => rows[check]?.length === 0))
        throw new PlanAbort('The row at the cursor is not there');
      const frame: Frame = { rows, grouped: [], args: run, ids, counts };
      return flat(`{${roots.map(({ prefix, write }) => prefix + write(frame)).join(',')}}`);
    },
  };
}

/**
 * V8 keeps a concatenation as a tree of its pieces until somebody reads it through. Answers wait for their record to be
 * durable, and the tree of hundreds of pieces would wait with them and be moved by the garbage collector again and again:
 * a fifth of all CPU at 30 positions. Asking for its number reads the text, stops at the first brace and leaves it flat.
 */
function flat(text: string): string {
  Number(text);
  return text;
}

class ProgramCompiler implements ProgramScope {
  readonly drafts: StatementDraft[] = [];
  readonly #args: RunArguments;
  readonly #name: string;
  #aliases = 0;
  #lookups = 0;

  constructor(args: RunArguments, name: string) {
    this.#args = args;
    this.#name = name;
  }

  root(root: RootOutline): (frame: Frame) => string {
    if (root.root === 'typename') return () => '"Query"';
    if (root.root === 'single') return this.#single(root);
    const { statement, write } = this.draftList(root.list, undefined);
    return (frame) => write(frame.rows[statement] ?? [], frame);
  }

  nextAlias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** A list's statement. Below a row, its first column is the key of that row, by which the rows are grouped. */
  draftList(list: ListOutline, parent: RowSource | undefined): { statement: number; write: WriteRows } {
    const alias = this.nextAlias();
    const query = {
      read: list.read,
      type: list.type,
      alias,
      parent: parent?.alias,
      args: this.#args.lists[list.index] as ListArguments,
    };
    const asked = (parameter: AddParameter) => (what: ListParameter) => parameter({ list: list.index, asked: what });
    const rows = (draft: StatementDraft, columns: string[]) =>
      rowsQuery({ ...query, columns, joins: draft.joins, extra: 1 }, asked(draft.parameter));
    const statement = this.#draft((draft) => (parent ? grouped(draft, parent, rows) : rows(draft, draft.columns)));
    const draft = this.drafts[statement] as StatementDraft;
    draft.column(fill(list.type.cursor?.sql ?? list.type.key, alias));
    const ownKey = fill(list.type.key, alias);
    const ownRows = (parameter: AddParameter) =>
      `(${rowsQuery({ ...query, columns: [], joins: '', extra: 0 }, asked(parameter))}) ${alias}`;
    const source: RowSource = {
      alias,
      key: parent ? `${parent.key} || ',' || ${ownKey}` : ownKey,
      from: (parameter) =>
        parent ? `${parent.from(parameter)} CROSS JOIN LATERAL ${ownRows(parameter)}` : ownRows(parameter),
    };
    return { statement, write: listWriter(list, { draft, source, offset: parent ? 1 : 0 }, this) };
  }

  /** A cursor whose row is gone, or was never there, must not look like the end of the list. */
  checkCursor(list: ListOutline): number[] {
    const { type, index } = list;
    if (this.#args.lists[index]?.cursor === undefined || type.idPrefix === undefined) return [];
    const text = ({ parameter }: StatementDraft) =>
      `SELECT 1 FROM ${fill(type.from, 't')} WHERE ${fill(type.key, 't')} = ${parameter({ list: index, asked: { kind: 'cursor' } })}::uuid`;
    return [this.#draft(text)];
  }

  /** At most one row: by its id, or the only one in reach. */
  #single(root: Extract<RootOutline, { root: 'single' }>): (frame: Frame) => string {
    const alias = this.nextAlias();
    const { type } = root.row;
    const lookup = this.#lookups;
    this.#lookups += 1;
    const where = (parameter: AddParameter) => {
      const conditions = [
        ...(root.read.by ? [`${fill(type.key, alias)} = ${parameter({ id: lookup })}::uuid`] : []),
        ...(root.read.where === undefined ? [] : [fill(root.read.where, alias, alias)]),
      ];
      return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    };
    const from = fill(type.from, alias);
    const statement = this.#draft(
      (draft) => `SELECT ${draft.columns.join(', ')} FROM ${from}${draft.joins}${where(draft.parameter)} LIMIT 1`,
    );
    const draft = this.drafts[statement] as StatementDraft;
    const key = fill(type.key, alias);
    draft.column(key);
    const source: RowSource = {
      alias,
      key,
      from: (parameter) => `(SELECT ${alias}.* FROM ${from}${where(parameter)} LIMIT 1) ${alias}`,
    };
    const write = rowWriter(root.row, { draft, source, offset: 0 }, this);
    return (frame) => {
      const row = frame.rows[statement]?.[0];
      if (!row && !root.nullable) throw new PlanAbort(root.key);
      if (!row && root.read.by) frame.ids.missed();
      if (!row) return 'null';
      countRows(frame, root.row.typeName, 1);
      return write(row, frame);
    };
  }

  #draft(text: (draft: StatementDraft) => string): number {
    return this.drafts.push(new StatementDraft(`${this.#name}_${this.drafts.length}`, text)) - 1;
  }
}

/** The rows of a list for each of its parents: LATERAL, so that every parent gets its own page. */
function grouped(
  draft: StatementDraft,
  parent: RowSource,
  rows: (draft: StatementDraft, columns: string[]) => string,
): string {
  const from = parent.from(draft.parameter);
  const named = draft.columns.map((sql, position) => `${sql} AS c${position}`);
  const outer = draft.columns.map((_, position) => `child.c${position}`);
  return `SELECT ${[parent.key, ...outer].join(', ')} FROM ${from} CROSS JOIN LATERAL (${rows(draft, named)}) child`;
}

function valueOf(source: ParameterSource, run: RunArguments): string | null {
  if ('id' in source) return run.ids[source.id] ?? null;
  const list = run.lists[source.list] as ListArguments;
  if (source.asked.kind === 'limit') return limitOf(list, source.asked.extra);
  if (source.asked.kind === 'cursor') return list.cursor ?? null;
  return list.filters.get(source.asked.name) ?? null;
}
