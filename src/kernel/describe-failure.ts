import { PublicError } from './errors.js';

/** What a command can not do, in words for whoever typed it: foreseen, so that no stack would help. */
export class Refusal extends Error {}

/**
 * What a process prints on stderr before it ends: one message for people, without a stack trace. An error that nobody
 * foresaw shows its stack only when `verbose`.
 */
export function describeFailure(error: unknown, options: { readonly verbose: boolean }): string {
  if (error instanceof PublicError)
    return `openfolio: ${error.message}\n(${error.code}, see docs/errors/${error.code}.md)\n`;
  if (error instanceof Refusal) return `openfolio: ${error.message}\n`;
  const ofFile = fileProblem(error);
  if (ofFile !== undefined) return `openfolio: ${ofFile}\n`;
  if (options.verbose && error instanceof Error) return `openfolio: ${error.stack ?? error.message}\n`;
  const text = error instanceof Error ? error.message : String(error);
  return `openfolio: an unforeseen error: ${text}\n(LOG_LEVEL=debug shows where)\n`;
}

/** What the system says of a file, in words for whoever named it. */
const FILE_PROBLEMS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no file ${path}`,
  ENOTDIR: (path) => `there is no file ${path}`,
  EISDIR: (path) => `${path} is a directory; name a file in it`,
  EACCES: (path) => `this user may not use the file ${path}`,
  EEXIST: (path) => `the file ${path} exists already`,
};

/** @param path of the file, where the system's error does not name it */
export function fileProblem(error: unknown, path?: string): string | undefined {
  const { code, path: named } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const file = named ?? path;
  return code === undefined || file === undefined ? undefined : FILE_PROBLEMS[code]?.(file);
}
