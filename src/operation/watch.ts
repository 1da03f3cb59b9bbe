import type { OperationRecord } from './audit-log.js';

/**
 * What shows beside the record how an operation behaved: where it came from, and which ids it tried. It is looked at and
 * counted, never stored with the record.
 */
export interface OperationSigns {
  /** Ids of the API that were named: look-ups, filters, cursors, inputs. */
  idsAsked: number;
  /** Those among them that found nothing in reach. */
  idsMissed: number;
  /** What the first of them stand for inside, with objects that were named by another key; a guess stands for anything. */
  readonly named: string[];
}

/** Enough to tell a planted row from others; the number is counted in any case. */
const NAMED_MAX = 40;

export function newSigns(): OperationSigns {
  return { idsAsked: 0, idsMissed: 0, named: [] };
}

export function idNamed(signs: OperationSigns, uuid: string): void {
  signs.idsAsked += 1;
  objectNamed(signs, uuid);
}

/** By a key that anybody may know: it tells what was looked at, and is no try of an id. */
export function objectNamed(signs: OperationSigns, uuid: string): void {
  if (signs.named.length < NAMED_MAX) signs.named.push(uuid);
}

/**
 * Port, implemented by vigilance: sees each operation once, after its record is durable. It can't hold an answer back and
 * must not throw; what it concludes takes effect on later operations, through their grant.
 */
export interface OperationWatch {
  observe(record: OperationRecord, signs: OperationSigns, network: string | null): void;
}
