import { kernelError } from './errors.js';

/** Relay's four paging arguments as a client sends them. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A checked page: `size` rows in one direction, from a cursor on. */
export interface Page {
  readonly size: number;
  readonly backward: boolean;
  readonly cursor: string | undefined;
}

export const PAGE_SIZE_MAX = 100;

/**
 * Exactly one of `first` and `last` is required (1…100), `after` goes with `first`, `before` with `last`.
 *
 * @param field the list that they were given to, for the refusal
 * @throws PublicError INVALID_PAGE
 */
export function parsePage(args: PageArgs, field: string): Page {
  const { first, last, after, before } = args;
  const backward = last !== undefined && last !== null;
  const size = backward ? last : first;
  const mixed = backward ? first != null || after != null : before != null;
  if (size == null || mixed || !Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX) {
    throw kernelError('INVALID_PAGE', { params: { field, max: PAGE_SIZE_MAX } });
  }
  return { size, backward, cursor: (backward ? before : after) ?? undefined };
}
