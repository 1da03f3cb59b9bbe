import { addDays, type LocalDate } from '../../kernel/local-date.js';

/** Whether an exchange, or a fund, deals on a day. The caller owns the calendar. */
export type TradingDayTest = (day: LocalDate) => boolean;

/** Longer than any closure of the exchanges known here (New York, 1914, aside). */
const CLOSURE_DAYS_MAX = 60;

/**
 * The day itself if it is a trading day, else the next one.
 *
 * Convention: "following" business day; it may lie in the next month.
 * Source: ISDA Definitions 2006, § 4.12, Following Business Day Convention.
 *
 * @throws RangeError when the calendar has no trading day within 60 days: it ends too early
 * @example
 * rollForward('2024-02-10', (day) => day >= '2024-02-19') // 2024-02-19
 */
export function rollForward(day: LocalDate, isTradingDay: TradingDayTest): LocalDate {
  for (let ahead = 0; ahead <= CLOSURE_DAYS_MAX; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (isTradingDay(candidate)) return candidate;
  }
  throw new RangeError(`The calendar has no trading day within ${CLOSURE_DAYS_MAX} days from ${day}`);
}
