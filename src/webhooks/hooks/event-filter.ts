import type { HookDocument } from './hook-documents.js';

/** A filter names a type, or with `group.*` all of a group. */
export function matchesFilter(type: string, filter: string): boolean {
  return filter.endsWith('.*') ? type.startsWith(filter.slice(0, -1)) : type === filter;
}

export function isDocument(checked: HookDocument | { readonly reason: string }): checked is HookDocument {
  return !('reason' in checked);
}
