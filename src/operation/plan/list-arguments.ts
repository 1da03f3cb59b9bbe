import { kernelError } from '../../kernel/errors.js';
import { type Page, parsePage } from '../../kernel/page.js';
import type { OperationIds } from '../operation-context.js';
import type { Reach } from '../reach.js';
import type { ReadFilter, ReadMany, ReadType } from './read-model.js';

/** The arguments of one list, checked: a page (connections only), the row at its cursor, and the filters that have a value. */
export interface ListArguments {
  readonly page: Page | undefined;
  /** Key of the cursor's row, or the value that the cursor holds. */
  readonly cursor: string | undefined;
  readonly filters: ReadonlyMap<string, string>;
}

/** Among the filters: the customer of the reach. No argument of GraphQL can have this name. */
export const OWN = '@own';

/**
 * @throws PublicError INVALID_PAGE, INVALID_CURSOR, INVALID_ID
 */
export function parseListArguments(
  read: ReadMany,
  type: ReadType,
  args: Readonly<Record<string, unknown>>,
  { ids, reach }: { readonly ids: OperationIds; readonly reach: Reach },
): ListArguments {
  const page = read.read === 'connection' ? parsePage(args, type.type) : undefined;
  const cursor = page?.cursor === undefined ? undefined : decodeCursor(type, page, ids);
  const filters = new Map<string, string>();
  if (read.own !== undefined && reach.customerId !== null) filters.set(OWN, reach.customerId);
  for (const [name, filter] of Object.entries(read.filters ?? {})) {
    const value = filterValue(filter, args, ids);
    if (value !== undefined) filters.set(name, value);
  }
  return { page, cursor, filters };
}

/** Same presence, same SQL: lists with equal variants share one statement text. */
export function variantOf(list: ListArguments): string {
  return `${list.page?.backward ? 'b' : 'f'}${list.cursor === undefined ? '' : 'c'}${[...list.filters.keys()].join(',')}`;
}

/** A cursor is the public id of its row, or the encoded sort value of rows that have no id. */
export function encodeCursor(type: ReadType, key: string, ids: OperationIds): string {
  return type.idPrefix === undefined ? Buffer.from(key).toString('base64url') : ids.encode(type.idPrefix, key);
}

function decodeCursor(type: ReadType, page: Page, ids: OperationIds): string {
  const invalid = (cause?: unknown) =>
    kernelError('INVALID_CURSOR', { params: { argument: page.backward ? 'before' : 'after' }, cause });
  const cursor = page.cursor ?? '';
  if (type.idPrefix !== undefined) {
    try {
      return ids.decode(type.idPrefix, cursor);
    } catch (cause) {
      throw invalid(cause);
    }
  }
  const value = Buffer.from(cursor, 'base64url').toString();
  if (!type.cursor?.shape.test(value) || Buffer.from(value).toString('base64url') !== cursor) throw invalid();
  return value;
}

function filterValue(
  filter: ReadFilter,
  args: Readonly<Record<string, unknown>>,
  ids: OperationIds,
): string | undefined {
  const value = valueAt(args, filter.path);
  if (value === undefined || value === null) return undefined;
  if (filter.whole) return jsonText(valueAt(args, filter.whole));
  if (Array.isArray(value)) return arrayLiteral(value);
  if (filter.as?.startsWith('id:')) return ids.decode(filter.as.slice(3), String(value));
  return withoutNul(String(value));
}

type FilterValue = string | number | boolean;

/** Input objects end on the way: what a filter compares is a scalar, an enum or a list of them. */
function valueAt(
  args: Readonly<Record<string, unknown>>,
  path: readonly string[],
): FilterValue | FilterValue[] | null | undefined {
  let value: unknown = args;
  for (const step of path) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value as FilterValue | FilterValue[] | null | undefined;
}

/** PostgreSQL's text can't hold U+0000; no stored text contains it, so a filter for it is a mistake to be told. */
function withoutNul(value: string): string {
  if (value.includes('\0')) throw kernelError('INVALID_TEXT');
  return value;
}

/** For a `jsonb` parameter: it holds neither U+0000 nor half a surrogate pair. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? withoutNul(part).toWellFormed() : part,
  );
}

/** PostgreSQL's array literal; every element is quoted, so no element can end it. */
function arrayLiteral(values: readonly FilterValue[]): string {
  return `{${values.map((value) => `"${withoutNul(String(value)).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
