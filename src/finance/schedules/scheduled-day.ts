import { addDays, addMonths, type LocalDate } from '../../kernel/local-date.js';

/** How often a plan pays in. */
export type Frequency = 'DAILY' | 'WEEKLY' | 'FORTNIGHTLY' | 'MONTHLY';

const STEP: Readonly<Record<Frequency, (start: LocalDate, index: number) => LocalDate>> = {
  DAILY: addDays,
  WEEKLY: (start, index) => addDays(start, 7 * index),
  FORTNIGHTLY: (start, index) => addDays(start, 14 * index),
  MONTHLY: addMonths,
};

/**
 * The calendar day of a plan's contribution number `index`, before any calendar of trading days is asked.
 *
 * Formula: start + index × (1, 7, 14 days or 1 month).
 * Convention: always counted from the start, never from the contribution before: a plan of the 31st pays on 29 February and
 * on 31 March again (clamped to the month's end, not moved for good).
 *
 * @param index 0 is the start itself
 * @example
 * scheduledDay('2024-01-31', 'MONTHLY', 1) // 2024-02-29
 */
export function scheduledDay(start: LocalDate, frequency: Frequency, index: number): LocalDate {
  if (!Number.isInteger(index) || index < 0) throw new RangeError(`Whole contributions from 0 on, not ${index}`);
  return STEP[frequency](start, index);
}
