/** One array parameter per column, for `unnest`. */
export function columns<T>(rows: readonly T[], texts: readonly ((row: T) => string)[]): string[] {
  return texts.map((text) => literal(rows.map(text)));
}

/** A PostgreSQL array of uuids, numbers, dates or currency codes: none of them needs quoting, which pg would do per element. */
export function literal(values: readonly string[]): string {
  return `{${values.join(',')}}`;
}
