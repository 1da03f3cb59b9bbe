import { isUuid } from '../kernel/ids.js';
import type { OperationRecord } from '../operation/audit-log.js';

/** Spelled as PostgreSQL spells them, or what comes back is another text. */
const IDS = ['id', 'causeId', 'actorId', 'grantId', 'appId', 'customerId', 'personId'] as const;

const INT4_MAX = 2_147_483_647;
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** What a text may be at most; the outcome is part of an index entry, which PostgreSQL bounds. */
const TEXT_MAX = { operationName: 65_536, operationHash: 128, outcome: 256 } as const;

/**
 * Whether a record comes back from the table as the very text that is proved. One that would not is refused alone and before its
 * neighbours are written: the table would refuse the whole batch, or hold what nobody can prove.
 */
export class RecordableParts {
  /** A document's field list is one array for all its operations, so it is looked through once. */
  readonly #fieldLists = new WeakSet<readonly string[]>();

  /** @returns the part that can't be recorded */
  unfit(record: OperationRecord): string | undefined {
    for (const name of IDS) if (record[name] !== null && !isUuid(record[name])) return name;
    const { at, costRequested, costActual, durationUs, rowCounts } = record;
    if (!isWhole(at, FIRST_MS, LAST_MS)) return 'at';
    if (!isWhole(costRequested, 0, INT4_MAX)) return 'costRequested';
    if (!isWhole(costActual, 0, INT4_MAX)) return 'costActual';
    if (!isWhole(durationUs, 0, INT4_MAX)) return 'durationUs';
    for (const type in rowCounts)
      if (!isWhole(rowCounts[type], 0, INT4_MAX) || !isStorable(type)) return `rowCounts.${type}`;
    if (!isText(record.operationHash, TEXT_MAX.operationHash)) return 'operationHash';
    if (record.operationName !== null && !isText(record.operationName, TEXT_MAX.operationName)) return 'operationName';
    if (!isText(record.outcome, TEXT_MAX.outcome)) return 'outcome';
    return this.#fit(record.fields) ? undefined : 'fields';
  }

  #fit(fields: readonly string[]): boolean {
    if (this.#fieldLists.has(fields)) return true;
    if (!fields.every(isStorable)) return false;
    this.#fieldLists.add(fields);
    return true;
  }
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function isText(text: string, max: number): boolean {
  return text.length <= max && isStorable(text);
}

/** PostgreSQL holds neither the character NUL nor half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
