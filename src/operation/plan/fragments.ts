import type { ReadType } from './read-model.js';

/** `@` is the row itself, `@name` its join of that name, `^`/`^name` the same for the child in a condition between two rows. */
const OWN = /@(\w+)?(?![>@\w])/g;
const CHILD = /\^(\w+)?(?![@\w])/g;

/** Fills in the aliases of a SQL fragment. */
export function fill(sql: string, own: string, child?: string): string {
  const filled = sql.replace(OWN, (_, join?: string) => aliasOf(own, join));
  return child === undefined ? filled : filled.replace(CHILD, (_, join?: string) => aliasOf(child, join));
}

/** The same for conditions in which only the child speaks. */
export function fillChild(sql: string, child: string): string {
  return sql.replace(CHILD, (_, join?: string) => aliasOf(child, join));
}

/** Join clauses that these fragments need, in declared order; a join may use one that is declared before it. */
export function joinsFor(type: ReadType, alias: string, fragments: readonly string[]): string[] {
  const declared = Object.entries(type.joins ?? {});
  const needed = new Set<string>();
  const pending = [...fragments];
  for (let fragment = pending.pop(); fragment !== undefined; fragment = pending.pop()) {
    for (const [, name] of fragment.matchAll(OWN)) {
      const join = name === undefined || needed.has(name) ? undefined : type.joins?.[name];
      if (name === undefined || join === undefined) continue;
      needed.add(name);
      pending.push(join);
    }
  }
  return declared.filter(([name]) => needed.has(name)).map(([, join]) => fill(join, alias));
}

function aliasOf(alias: string, join: string | undefined): string {
  return join === undefined ? alias : `${alias}_${join}`;
}
