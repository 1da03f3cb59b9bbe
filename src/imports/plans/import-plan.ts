import { createHash } from 'node:crypto';
import type { RowRule } from '../column-kinds.js';
import type { LayoutName } from '../layouts.js';

/**
 * How one file becomes rows, in SQL. The staged text is the table `stage_<name>`, all text; `typed` selects from it
 * (as `s`, only rows whose syntax is right) what the rules and `apply` then read as `typed_<name>` (alias `t`).
 */
export interface ImportPlan {
  readonly name: LayoutName;
  /** `SELECT s.line, … FROM stage_<name> s …`, without WHERE. `$nowMs` is replaced by the import's instant. */
  readonly typed: string;
  /** Columns of the typed row that may not repeat; the last one is named in the message. */
  readonly key: readonly string[];
  readonly rules: readonly RowRule[];
  /** Further statements that insert into import_problem (file, line, "column", reason), or fill typed columns. */
  readonly furtherChecks?: readonly string[];
  /** `INSERT … SELECT … FROM typed_<name> t`; `$good` is replaced by the condition that the row has no problem. */
  readonly apply: string;
}

/** The same row, the same id, on every machine: an RFC 9562 version 8 UUID of the row's natural key. */
export function stableId(kind: string, ...keys: string[]): string {
  const digest = `md5('${kind}:' || ${keys.join(" || '/' || ")})`;
  return `overlay(overlay(${digest} PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`;
}

/** The id that an import gives to the row with this key, for those who must know it beforehand. */
export function stableIdOf(kind: string, ...keys: string[]): string {
  const digest = createHash('md5')
    .update(`${kind}:${keys.join('/')}`)
    .digest('hex');
  const hex = `${digest.slice(0, 12)}8${digest.slice(13, 16)}8${digest.slice(17)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `INSERT … ON CONFLICT DO UPDATE` of master data that leaves equal rows untouched, so that the count says what changed. */
export function upsert(
  table: string,
  key: readonly string[],
  values: Readonly<Record<string, string>>,
  from: string,
): string {
  const names = Object.keys(values);
  const mutable = names.filter((name) => name !== 'id' && !key.includes(name));
  const list = (of: string) => mutable.map((name) => `${of}.${name}`).join(', ');
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${Object.values(values).join(', ')} FROM ${from} t WHERE $good
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${mutable.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}
    WHERE (${list(table)}) IS DISTINCT FROM (${list('EXCLUDED')})`;
}
