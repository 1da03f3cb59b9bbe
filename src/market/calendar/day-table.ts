import { dayNumber, fromDayNumber, isoWeekday, type LocalDate } from '../../kernel/local-date.js';
import { CALENDAR_FIRST, CALENDAR_LAST, type CalendarRules } from './calendar-days.js';
import { FRIDAY } from './date-rules.js';

/** A list of days with constant-time answers to "is it in?" and "how many up to here?". */
export interface DayList {
  readonly days: readonly LocalDate[];
  /** Days of the list before calendar day `CALENDAR_FIRST + index`; one longer than the calendar. */
  readonly countBefore: Int32Array;
}

export interface DayTable {
  readonly trading: DayList;
  readonly settlement: DayList;
  readonly earlyCloses: ReadonlySet<LocalDate>;
}

export const FIRST_DAY_NUMBER = dayNumber(CALENDAR_FIRST);
const DAY_COUNT = dayNumber(CALENDAR_LAST) - FIRST_DAY_NUMBER + 1;

/** Lays a calendar's rules out day by day, once, when the module is loaded (about 5 ms for all three). */
export function dayTable(rules: CalendarRules): DayTable {
  const holidays = new Set(rules.holidays);
  const special = new Set(Object.keys(rules.specialClosures));
  const notSettling = new Set(rules.notSettling);
  const weekday = (day: LocalDate) => isoWeekday(day) <= FRIDAY;
  const trades = (day: LocalDate) => weekday(day) && !holidays.has(day) && !special.has(day);
  const settles = (day: LocalDate) =>
    !notSettling.has(day) && (trades(day) || (rules.settlesOnSpecialClosures && special.has(day)));
  return {
    trading: dayList(trades),
    settlement: dayList(settles),
    earlyCloses: new Set(rules.earlyCloses.filter(trades)),
  };
}

function dayList(contains: (day: LocalDate) => boolean): DayList {
  const days: LocalDate[] = [];
  const countBefore = new Int32Array(DAY_COUNT + 1);
  for (let index = 0; index < DAY_COUNT; index += 1) {
    const day = fromDayNumber(FIRST_DAY_NUMBER + index);
    countBefore[index] = days.length;
    if (contains(day)) days.push(day);
  }
  countBefore[DAY_COUNT] = days.length;
  return { days, countBefore };
}
