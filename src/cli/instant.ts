import { InvalidArgumentError } from 'commander';

/** Option of a command: an instant of RFC 3339. @returns epoch ms */
export function instant(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('must be an instant of RFC 3339, e.g. 2026-08-03T09:30:00Z.');
  return at;
}
