import { PublicError } from './errors.js';

/**
 * What a process prints on stderr before it ends: one message for people, without a stack trace. An error that nobody
 * foresaw shows its stack only when `verbose`.
 */
export function describeFailure(error: unknown, options: { readonly verbose: boolean }): string {
  if (error instanceof PublicError)
    return `openfolio: ${error.message}\n(${error.code}, see docs/errors/${error.code}.md)\n`;
  if (options.verbose && error instanceof Error) return `openfolio: ${error.stack ?? error.message}\n`;
  const text = error instanceof Error ? error.message : String(error);
  return `openfolio: an unforeseen error: ${text}\n(LOG_LEVEL=debug shows where)\n`;
}
