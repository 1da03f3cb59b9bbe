import { type LocalDate, toLocalDate } from '../../../src/kernel/local-date.js';

const CHINA_STANDARD_TIME_MS = 8 * 3_600_000;

/** The calendar day in China at an instant (RFC 3339). */
export function chinaDay(asOf: string): LocalDate {
  return toLocalDate(Date.parse(asOf) + CHINA_STANDARD_TIME_MS);
}
