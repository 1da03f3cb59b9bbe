import type { TextRow } from '../reach.js';
import { countRows, type Frame, type WriteRow, type WriteRows } from './frame.js';
import { encodeCursor, type ListArguments } from './list-arguments.js';
import type { ConnectionPart, EdgePart, ListOutline } from './outline.js';
import { type ProgramScope, type RowPlace, rowWriter } from './write-row.js';

/** A page cut from the rows that were read: one row more than asked for tells that another page follows. */
interface CutPage {
  readonly rows: readonly TextRow[];
  readonly more: boolean;
}

type WritePage = (page: CutPage, frame: Frame) => string;

/** Compiles `[…]` for a list, or `{ edges, pageInfo }` for a connection. */
export function listWriter(list: ListOutline, place: RowPlace, scope: ProgramScope): WriteRows {
  const { shape } = list;
  if (shape.shape === 'list') {
    const write = rowWriter(shape.row, place, scope);
    return (rows, frame) => {
      countRows(frame, list.read.type, rows.length);
      return `[${rows.map((row) => write(row, frame)).join(',')}]`;
    };
  }
  const parts = shape.parts.map((part) => connectionPartWriter(part, list, place, scope));
  return (rows, frame) => {
    const page = cut(rows, frame.args.lists[list.index] as ListArguments);
    countRows(frame, list.read.type, page.rows.length);
    return `{${parts.map((write) => write(page, frame)).join(',')}}`;
  };
}

function cut(rows: readonly TextRow[], { page }: ListArguments): CutPage {
  const size = page?.size ?? rows.length;
  const more = rows.length > size;
  const shown = more ? rows.slice(0, size) : rows;
  return { rows: page?.backward ? shown.toReversed() : shown, more };
}

function connectionPartWriter(
  part: ConnectionPart,
  list: ListOutline,
  place: RowPlace,
  scope: ProgramScope,
): WritePage {
  const prefix = `${JSON.stringify(part.key)}:`;
  if (part.part === 'typename') return () => `${prefix}"${part.typeName}"`;
  if (part.part === 'pageInfo') return pageInfoWriter(prefix, part.fields, list, place.offset);
  const writers = part.edge.map((edge) => edgePartWriter(edge, list, place, scope));
  return ({ rows }, frame) => {
    let edges = '';
    for (const row of rows) {
      let edge = '';
      for (const write of writers) edge = edge === '' ? write(row, frame) : `${edge},${write(row, frame)}`;
      edges = edges === '' ? `{${edge}}` : `${edges},{${edge}}`;
    }
    return `${prefix}[${edges}]`;
  };
}

function edgePartWriter(edge: EdgePart, list: ListOutline, place: RowPlace, scope: ProgramScope): WriteRow {
  const prefix = `${JSON.stringify(edge.key)}:`;
  if (edge.part === 'typename') return () => `${prefix}"${edge.typeName}"`;
  if (edge.part === 'cursor') return (row, frame) => `${prefix}"${cursorOf(row, list, place.offset, frame)}"`;
  const write = rowWriter(edge.row, place, scope);
  return (row, frame) => prefix + write(row, frame);
}

function pageInfoWriter(
  prefix: string,
  fields: readonly { key: string; name: string }[],
  list: ListOutline,
  offset: number,
): WritePage {
  return ({ rows, more }, frame) => {
    const { page, cursor } = frame.args.lists[list.index] as ListArguments;
    const before = cursor !== undefined;
    const at = (row: TextRow | undefined) => (row ? `"${cursorOf(row, list, offset, frame)}"` : 'null');
    const info: Record<string, string> = {
      hasNextPage: String(page?.backward ? before : more),
      hasPreviousPage: String(page?.backward ? more : before),
      startCursor: at(rows[0]),
      endCursor: at(rows.at(-1)),
      __typename: '"PageInfo"',
    };
    return `${prefix}{${fields.map(({ key, name }) => `${JSON.stringify(key)}:${info[name]}`).join(',')}}`;
  };
}

/** The cursor's column is the first of the row's own columns. */
function cursorOf(row: TextRow, list: ListOutline, offset: number, frame: Frame): string {
  return encodeCursor(list.type, row[offset] ?? '', frame.ids);
}
