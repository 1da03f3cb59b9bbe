import type { OperationIds } from '../operation-context.js';
import type { TextRow } from '../reach.js';
import type { ListArguments } from './list-arguments.js';

/** The arguments of a run: one entry per list, and the id of each single root that is looked up. */
export interface RunArguments {
  readonly lists: readonly ListArguments[];
  readonly ids: readonly (string | undefined)[];
}

/** One answer being written: the rows of every statement, and what is counted on the way. */
export interface Frame {
  readonly rows: readonly TextRow[][];
  /** Rows of a statement by their parent's key, made on first use. */
  readonly grouped: (ReadonlyMap<string, TextRow[]> | undefined)[];
  readonly args: RunArguments;
  readonly ids: OperationIds;
  readonly counts: Record<string, number>;
}

export type WriteRow = (row: TextRow, frame: Frame) => string;
export type WriteRows = (rows: readonly TextRow[], frame: Frame) => string;

/** The schema promises a row or a value that is not there: the resolvers must answer, they know how to say so. */
export class PlanAbort extends Error {}

export function countRows(frame: Frame, type: string, rows: number): void {
  frame.counts[type] = (frame.counts[type] ?? 0) + rows;
}

/** @throws PlanAbort when the value must not be null */
export function nullOr(nullable: boolean): 'null' {
  if (!nullable) throw new PlanAbort('null where the schema promises a value');
  return 'null';
}

export function groupOf(frame: Frame, statement: number, parentKey: string): readonly TextRow[] {
  const groups = frame.grouped[statement] ?? grouped(frame, statement);
  return groups.get(parentKey) ?? [];
}

function grouped(frame: Frame, statement: number): ReadonlyMap<string, TextRow[]> {
  const groups = new Map<string, TextRow[]>();
  for (const row of frame.rows[statement] ?? []) {
    const key = row[0] ?? '';
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  frame.grouped[statement] = groups;
  return groups;
}
