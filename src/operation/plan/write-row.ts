import { fill, joinsFor } from './fragments.js';
import { countRows, groupOf, orNull, type WriteRow, type WriteRows } from './frame.js';
import type { ListOutline, RowOutline, RowPart } from './outline.js';
import type { AddParameter, StatementDraft } from './statement-draft.js';
import { writerOf } from './write-value.js';

/** A row that children hang on: its alias, the FROM clause that yields it, and the SQL that tells its rows apart. */
export interface RowSource {
  readonly alias: string;
  readonly from: (parameter: AddParameter) => string;
  readonly key: string;
}

/** Where a row's columns are read: the statement, and how many columns stand before its own (1 when grouped by a parent). */
export interface RowPlace {
  readonly draft: StatementDraft;
  readonly source: RowSource;
  readonly offset: number;
}

/** What writing a row needs of the program around it. */
export interface ProgramScope {
  nextAlias(): string;
  /** Drafts the statement of a list below a row. */
  draftList(list: ListOutline, parent: RowSource): { statement: number; write: WriteRows };
}

/** Compiles `{…}` for one row. */
export function rowWriter(outline: RowOutline, place: RowPlace, scope: ProgramScope): WriteRow {
  const parts = outline.parts.map((part) => partWriter(part, outline, place, scope));
  return (row, frame) => {
    let json = '';
    for (const part of parts) json = json === '' ? part(row, frame) : `${json},${part(row, frame)}`;
    return `{${json}}`;
  };
}

function partWriter(part: RowPart, outline: RowOutline, place: RowPlace, scope: ProgramScope): WriteRow {
  const prefix = `${JSON.stringify(part.key)}:`;
  switch (part.part) {
    case 'typename':
      return () => `${prefix}"${part.typeName}"`;
    case 'leaf': {
      const position = columnOf(part.field.sql, outline, place);
      const write = writerOf(part.field);
      return (row, frame) => prefix + orNull(row[position], part.nullable, (value) => write(value, frame.ids));
    }
    case 'object': {
      const position = columnOf(part.presence, outline, place);
      const parts = part.parts.map((child) => partWriter(child, outline, place, scope));
      const write: WriteRow = (row, frame) => `{${parts.map((child) => child(row, frame)).join(',')}}`;
      return (row, frame) => prefix + orNull(row[position], part.nullable, () => write(row, frame));
    }
    case 'one':
      return oneWriter(part, outline, place, scope);
    default: {
      const { statement, write } = scope.draftList(part.list, place.source);
      const position = place.draft.column(place.source.key) + place.offset;
      return (row, frame) => prefix + write(groupOf(frame, statement, row[position] ?? ''), frame);
    }
  }
}

/** The other row is joined into the same statement; its key tells whether there is one. */
function oneWriter(
  part: Extract<RowPart, { part: 'one' }>,
  outline: RowOutline,
  place: RowPlace,
  scope: ProgramScope,
): WriteRow {
  const { draft, source, offset } = place;
  const { type, typeName } = part.row;
  const alias = scope.nextAlias();
  const ownJoins = joinsFor(outline.type, source.alias, [part.on]);
  const join = `LEFT JOIN ${fill(type.from, alias)} ON ${fill(part.on, source.alias, alias)}`;
  draft.join([...ownJoins, join]);
  const position = draft.column(fill(type.key, alias)) + offset;
  const from = (parameter: AddParameter) => [source.from(parameter), ...ownJoins, join].join(' ');
  const write = rowWriter(part.row, { draft, offset, source: { alias, key: source.key, from } }, scope);
  const prefix = `${JSON.stringify(part.key)}:`;
  return (row, frame) =>
    prefix +
    orNull(row[position], part.nullable, () => {
      countRows(frame, typeName, 1);
      return write(row, frame);
    });
}

function columnOf(sql: string, outline: RowOutline, { draft, source, offset }: RowPlace): number {
  draft.join(joinsFor(outline.type, source.alias, [sql]));
  return draft.column(fill(sql, source.alias)) + offset;
}
