/** What is wrong with a package, said to its publisher. */
export interface Problem {
  /** Path inside the package; `package` where it is the whole. */
  readonly file: string;
  /** A line and column, a JSON pointer, or nothing where it is the whole file. */
  readonly place: string;
  readonly reason: string;
  readonly remedy: string;
}

export function describeProblem({ file, place, reason, remedy }: Problem): string {
  return `${file}${place === '' ? '' : `:${place}`}  ${reason}\n  → ${remedy}`;
}

/** Files by path, as a package holds them. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function refused(...problems: readonly Problem[]): {
  readonly ok: false;
  readonly problems: readonly Problem[];
} {
  return { ok: false, problems };
}
