import { addDays, isoWeekday, type LocalDate } from '../../kernel/local-date.js';
import { CALENDAR_YEARS, type CalendarRules } from './calendar-days.js';
import { dayOf, easterSunday, FRIDAY, MONDAY, nthWeekday, SATURDAY, SUNDAY, THURSDAY } from './date-rules.js';

/**
 * NYSE and its sisters, Nasdaq alike. Source: NYSE Rule 7.2 (holidays, and Saturday → Friday, Sunday → Monday, but a
 * Saturday New Year is not made up for); yearly notices of early closes; Juneteenth since 2022.
 *
 * Settlement: Columbus and Veterans Day are traded but do not settle, banks being closed (FINRA trade-date
 * settlement-date schedules, e.g. Notice 99-83); the clearing house settles through unscheduled closures (DTCC,
 * Unscheduled Exchanges and Markets Close Guide; press notice for 2007-01-02).
 */
export const NEW_YORK_DAYS: CalendarRules = {
  holidays: CALENDAR_YEARS.flatMap(holidaysOf),
  specialClosures: {
    '2007-01-02': 'Day of mourning for Gerald Ford',
    '2012-10-29': 'Hurricane Sandy',
    '2012-10-30': 'Hurricane Sandy',
    '2018-12-05': 'Day of mourning for George H. W. Bush',
    '2025-01-09': 'Day of mourning for Jimmy Carter',
  },
  earlyCloses: CALENDAR_YEARS.flatMap(earlyClosesOf),
  notSettling: CALENDAR_YEARS.flatMap((year) => [nthWeekday(year, 10, MONDAY, 2), sundayToMonday(dayOf(year, 11, 11))]),
  settlesOnSpecialClosures: true,
};

function holidaysOf(year: number): LocalDate[] {
  const juneteenth = year >= 2022 ? [nearestWeekday(dayOf(year, 6, 19))] : [];
  return [
    sundayToMonday(dayOf(year, 1, 1)),
    nthWeekday(year, 1, MONDAY, 3), // Martin Luther King, Jr.
    nthWeekday(year, 2, MONDAY, 3), // Washington's Birthday
    addDays(easterSunday(year), -2), // Good Friday
    addDays(nthWeekday(year, 6, MONDAY, 1), -7), // Memorial Day, the last Monday of May
    ...juneteenth,
    nearestWeekday(dayOf(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1), // Labor Day
    thanksgiving(year),
    nearestWeekday(dayOf(year, 12, 25)),
  ];
}

/** The day after Thanksgiving; 3 July and 24 December when they stand from Monday to Thursday. */
function earlyClosesOf(year: number): LocalDate[] {
  const eves = [dayOf(year, 7, 3), dayOf(year, 12, 24)].filter((eve) => isoWeekday(eve) < FRIDAY);
  return [...eves, addDays(thanksgiving(year), 1)];
}

function thanksgiving(year: number): LocalDate {
  return nthWeekday(year, 11, THURSDAY, 4);
}

function nearestWeekday(date: LocalDate): LocalDate {
  return isoWeekday(date) === SATURDAY ? addDays(date, -1) : sundayToMonday(date);
}

function sundayToMonday(date: LocalDate): LocalDate {
  return isoWeekday(date) === SUNDAY ? addDays(date, 1) : date;
}
