import { readFile } from 'node:fs/promises';
import { fileProblem, Refusal } from './describe-failure.js';

/** What a JSON file must hold: said to whoever named another one, and how it is recognised. */
export interface JsonForm<T> {
  readonly called: string;
  readonly fits: (value: unknown) => value is T;
}

export const JWK_FORM: JsonForm<Readonly<Record<string, unknown>>> = {
  called: 'one key as a JWK, e.g. {"kty":"EC",…}',
  fits: (value): value is Readonly<Record<string, unknown>> => isObject(value) && typeof value['kty'] === 'string',
};

export const JWK_SET_FORM: JsonForm<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }> = {
  called: 'a JWK Set, {"keys":[…]}',
  fits: (value): value is { readonly keys: readonly Readonly<Record<string, unknown>>[] } =>
    isObject(value) && Array.isArray(value['keys']) && value['keys'].every((key) => JWK_FORM.fits(key)),
};

/**
 * A file that somebody named on the command line.
 *
 * @throws Refusal that names the file and what to do
 */
export async function readGivenFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const problem = fileProblem(cause, path);
    throw problem === undefined ? cause : new Refusal(problem, { cause });
  }
}

/**
 * JSON in a file that somebody named on the command line.
 *
 * @throws Refusal that names the file, where the JSON breaks and what the file must hold
 */
export async function readGivenJson<T>(path: string, { called, fits }: JsonForm<T>): Promise<T> {
  const text = (await readGivenFile(path)).toString('utf8');
  const refused = (problem: string, cause?: unknown) =>
    new Refusal(`${path} ${problem}. It must hold ${called}.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused(`holds no JSON: ${whereJsonBreaks(text)}`, cause);
  }
  if (!fits(value)) throw refused('holds something else');
  return value;
}

/**
 * Where a text stops being JSON. The parser's own words quote what stands around the place, which may be a part of a secret key; so
 * only the place is told.
 */
export function whereJsonBreaks(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const position = breakingPosition(text);
  if (position === undefined || text.slice(position).trim() === '') return 'it ends too early';
  const before = text.slice(0, position).split('\n');
  return `it breaks at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function breakingPosition(text: string): number | undefined {
  const message = parseProblem(text);
  const told = /position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  if (!message.startsWith('Unexpected token')) return undefined;
  // V8 tells no place for these: it is the end of the shortest beginning with the same complaint.
  let [sound, broken] = [0, text.length];
  while (broken - sound > 1) {
    const middle = (sound + broken) >>> 1;
    if (parseProblem(text.slice(0, middle)).startsWith('Unexpected token')) broken = middle;
    else sound = middle;
  }
  return broken - 1;
}

function parseProblem(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
