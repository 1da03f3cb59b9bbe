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
  if (isMissingFile(error)) return `openfolio: there is no file ${error.path}\n`;
  if (options.verbose && error instanceof Error) return `openfolio: ${error.stack ?? error.message}\n`;
  const text = error instanceof Error ? error.message : String(error);
  return `openfolio: an unforeseen error: ${text}\n(LOG_LEVEL=debug shows where)\n`;
}

function isMissingFile(error: unknown): error is Error & { readonly path: string } {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error;
}
