import { InvalidArgumentError } from 'commander';
import { whereJsonBreaks } from '../kernel/given-file.js';

/** How the text of an option becomes a value. Commander prints what is thrown behind the option's name and the given text. */

/** An object as JSON, e.g. the variables of a document. */
export function jsonObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(
      `It must be JSON, but ${whereJsonBreaks(text)}. Put it into single quotes for the shell: '{"id":"…"}'.`,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidArgumentError('It must be a JSON object, e.g. {"id":"…"}.');
}

/** @returns a reader of whole numbers within these bounds */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number ${bounds}.`);
  };
}

/** Several whole numbers from 1 on, separated by commas. */
export function wholeNumbers(text: string): number[] {
  if (!/^[1-9]\d{0,8}(,[1-9]\d{0,8})*$/.test(text))
    throw new InvalidArgumentError('It must be whole numbers separated by commas, e.g. 1,10,100.');
  return text.split(',').map(Number);
}

/** Where a platform is, e.g. `http://localhost:4000`. @returns its origin */
export function origin(text: string): string {
  const url = webUrlOf(text);
  if (url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '')
    return url.origin;
  throw new InvalidArgumentError('It must be an http or https origin without a path, e.g. http://localhost:4000.');
}

/** A web address with its path. */
export function webUrl(text: string): string {
  const url = webUrlOf(text);
  if (url !== undefined) return url.href;
  throw new InvalidArgumentError('It must be an http or https URL, e.g. http://localhost:3000/hook.');
}

/** An instant of RFC 3339. @returns epoch ms */
export function instant(text: string): number {
  const [, day, hour] = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const at = day === undefined || hour === '24' || !isRealDay(day) ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('It must be an instant of RFC 3339 with its zone, e.g. 2026-08-03T09:30:00Z.');
}

/** An instant of RFC 3339, handed on as it was written. */
export function instantText(text: string): string {
  instant(text);
  return text;
}

/** `Date.parse` makes 31 February the 3rd of March. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function webUrlOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}
