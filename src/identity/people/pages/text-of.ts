import type { FormFields } from '../../pages/form-guard.js';

/** One value of a form field; empty when it is missing or stands there several times. */
export function textOf(fields: FormFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
