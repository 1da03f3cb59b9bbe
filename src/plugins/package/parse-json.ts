import { PACKAGE_LIMITS } from './package-limits.js';
import { type Checked, type PackageFiles, refused } from './problem.js';

export interface ParsedJson {
  readonly value: unknown;
  /** `line:column` of a JSON pointer, or of the nearest part above it that exists. */
  placeOf(pointer: string): string;
}

/** Reads a JSON file of a package; brackets are counted first, so that no depth can exhaust the parser. */
export function parseJsonFile(files: PackageFiles, file: string): Checked<ParsedJson> {
  const bytes = files.get(file);
  if (!bytes)
    return refused({
      file,
      place: '',
      reason: 'The file is missing.',
      remedy: 'Add it, or mend the path in manifest.json.',
    });
  const decoded = decode(bytes);
  if (decoded === undefined)
    return refused({ file, place: '', reason: 'The file is not UTF-8.', remedy: 'Save it as UTF-8.' });
  const deep = tooDeepAt(decoded);
  if (deep !== undefined)
    return refused({
      file,
      place: lineAndColumn(decoded, deep),
      reason: 'The JSON is nested too deeply.',
      remedy: `At most ${PACKAGE_LIMITS.jsonDepth} levels.`,
    });
  try {
    const value: unknown = JSON.parse(decoded);
    return { ok: true, value: { value, placeOf: (pointer) => placeOf(decoded, pointer) } };
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const place = lineAndColumn(decoded, position === undefined ? decoded.length : Number(position));
    return refused({
      file,
      place,
      reason: 'The file is not JSON.',
      remedy: 'Look for a missing comma, quote or bracket before this place.',
    });
  }
}

export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > PACKAGE_LIMITS.jsonDepth) return index;
  }
  return undefined;
}

interface Level {
  readonly isArray: boolean;
  key: string;
  index: number;
  expectsKey: boolean;
}

/** Walks the tokens of a text that is known to be JSON and remembers the deepest ancestor of the pointer that it passes. */
function placeOf(text: string, pointer: string): string {
  const wanted = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const stack: Level[] = [];
  let best = { depth: -1, offset: 0 };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const level = stack.at(-1);
    if (level && !level.isArray && level.expectsKey && token.startsWith('"')) {
      level.key = String(JSON.parse(token));
      level.expectsKey = false;
      if (matches(stack, wanted) && stack.length > best.depth) best = { depth: stack.length, offset: index };
      continue;
    }
    if (level?.isArray && !',]'.includes(token) && matches(stack, wanted) && stack.length > best.depth)
      best = { depth: stack.length, offset: index };
    if (token === ',' && level) {
      level.index += 1;
      level.expectsKey = true;
    } else if (token === '[' || token === '{')
      stack.push({ isArray: token === '[', key: '', index: 0, expectsKey: true });
    else if (token === ']' || token === '}') stack.pop();
  }
  return lineAndColumn(text, best.offset);
}

function matches(stack: readonly Level[], wanted: readonly string[]): boolean {
  if (stack.length > wanted.length) return false;
  return stack.every((level, depth) => (level.isArray ? String(level.index) : level.key) === wanted[depth]);
}
