import type { TextRow } from '../reach.js';
import { fill, joinsFor } from './fragments.js';
import { countRows, type Frame, groupOf, nullOr, type WriteRow, type WriteRows } from './frame.js';
import type { ListOutline, RowOutline, RowPart } from './outline.js';
import type { AddParameter, StatementDraft } from './statement-draft.js';
import { writerOf } from './write-value.js';
import { writeVariant } from './write-variant.js';

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

/** One hole in a row's text: the literal before it, the column that fills it, and how. */
interface Hole {
  readonly before: string;
  readonly position: number;
  readonly nullable: boolean;
  /** Left out where the column's text stands as it is, between quotes of the literals. */
  readonly write?: (value: string, row: TextRow, frame: Frame) => string;
}

/**
 * The text of a row with holes in it. Everything that is the same in each row is one literal per hole, merged while
 * compiling: a closure per field that returns its piece took twice as long for thirty rows.
 */
class RowText {
  readonly #holes: Hole[] = [];
  #literal = '';

  literal(text: string): void {
    this.#literal += text;
  }

  hole(position: number, nullable: boolean, write?: Hole['write']): void {
    this.#holes.push({ before: this.#literal, position, nullable, ...(write && { write }) });
    this.#literal = '';
  }

  writer(): WriteRow {
    const holes = this.#holes;
    const end = this.#literal;
    return (row, frame) => {
      let json = '';
      for (const { before, position, nullable, write } of holes) {
        const value = row[position];
        if (value == null) json += before + nullOr(nullable);
        else json += before + (write === undefined ? value : write(value, row, frame));
      }
      return json + end;
    };
  }
}

/** Compiles `{…}` for one row. */
export function rowWriter(outline: RowOutline, place: RowPlace, scope: ProgramScope): WriteRow {
  const text = new RowText();
  addParts(outline.parts, outline, place, scope, text);
  return text.writer();
}

function addParts(
  parts: readonly RowPart[],
  outline: RowOutline,
  place: RowPlace,
  scope: ProgramScope,
  text: RowText,
): void {
  text.literal('{');
  for (const [index, part] of parts.entries()) {
    text.literal(`${index === 0 ? '' : ','}${JSON.stringify(part.key)}:`);
    addPart(part, outline, place, scope, text);
  }
  text.literal('}');
}

function addPart(part: RowPart, outline: RowOutline, place: RowPlace, scope: ProgramScope, text: RowText): void {
  switch (part.part) {
    case 'typename':
      return text.literal(`"${part.typeName}"`);
    case 'leaf':
      return addLeaf(part, columnOf(part.field.sql, outline, place), text);
    case 'object': {
      // A value object that must be there shows its absence by a null in a field that must be there.
      if (!part.nullable) return addParts(part.parts, outline, place, scope, text);
      const inner = new RowText();
      addParts(part.parts, outline, place, scope, inner);
      const write = inner.writer();
      return text.hole(columnOf(part.presence, outline, place), true, (_, row, frame) => write(row, frame));
    }
    case 'variant': {
      const by = columnOf(part.read.by, outline, place);
      return text.hole(columnOf(part.read.sql, outline, place), true, (data, row) => {
        const branch = part.branches.get(row[by] ?? '');
        return branch ? writeVariant(branch, data) : 'null';
      });
    }
    case 'one':
      return addOne(part, outline, place, scope, text);
    default: {
      const { statement, write } = scope.draftList(part.list, place.source);
      const position = place.draft.column(place.source.key) + place.offset;
      return text.hole(position, false, (key, _, frame) => write(groupOf(frame, statement, key), frame));
    }
  }
}

/** Text that needs no escape stands between quotes of the literals, unless the value may be null and then has none. */
function addLeaf({ field, nullable }: Extract<RowPart, { part: 'leaf' }>, position: number, text: RowText): void {
  const bare = field.read === 'scalar' && field.codec === 'token' && !nullable;
  if (!bare) {
    const write = writerOf(field);
    return text.hole(position, nullable, (value, _, frame) => write(value, frame.ids));
  }
  text.literal('"');
  text.hole(position, false);
  return text.literal('"');
}

/** The other row is joined into the same statement; its key tells whether there is one. */
function addOne(
  part: Extract<RowPart, { part: 'one' }>,
  outline: RowOutline,
  place: RowPlace,
  scope: ProgramScope,
  text: RowText,
): void {
  const { draft, source, offset } = place;
  const { type, typeName } = part.row;
  const alias = scope.nextAlias();
  const ownJoins = joinsFor(outline.type, source.alias, [part.on]);
  const join = `LEFT JOIN ${fill(type.from, alias)} ON ${fill(part.on, source.alias, alias)}`;
  draft.join([...ownJoins, join]);
  const position = draft.column(fill(type.key, alias)) + offset;
  const from = (parameter: AddParameter) => [source.from(parameter), ...ownJoins, join].join(' ');
  const write = rowWriter(part.row, { draft, offset, source: { alias, key: source.key, from } }, scope);
  text.hole(position, part.nullable, (_, row, frame) => {
    countRows(frame, typeName, 1);
    return write(row, frame);
  });
}

function columnOf(sql: string, outline: RowOutline, { draft, source, offset }: RowPlace): number {
  draft.join(joinsFor(outline.type, source.alias, [sql]));
  return draft.column(fill(sql, source.alias)) + offset;
}
