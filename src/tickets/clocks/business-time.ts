import { addDays, isoWeekday, type LocalDate } from '../../kernel/local-date.js';
import { CALENDAR_FIRST, CALENDAR_LAST, isTradingDay } from '../../market/index.js';

/** ALWAYS: every hour counts. SERVICE_HOURS: 09:00 to 18:00 on trading days. TRADING_DAYS: all 24 hours of trading days. */
export type BusinessCalendar = 'ALWAYS' | 'SERVICE_HOURS' | 'TRADING_DAYS';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The brokerage's day is Shanghai's; it has had no daylight saving time since 1991. */
const SHANGHAI_MS = 8 * HOUR_MS;

/** The hours of a day that count, from Shanghai's midnight on. */
const HOURS: Readonly<Record<Exclude<BusinessCalendar, 'ALWAYS'>, readonly [number, number]>> = {
  SERVICE_HOURS: [9 * HOUR_MS, 18 * HOUR_MS],
  TRADING_DAYS: [0, DAY_MS],
};

/** Milliseconds of `calendar` between two instants; 0 when `to` is not later. */
export function businessMsBetween(calendar: BusinessCalendar, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar === 'ALWAYS') return to - from;
  let total = 0;
  for (const [begin, end] of openStretches(calendar, from)) {
    if (begin >= to) break;
    total += Math.min(end, to) - begin;
  }
  return total;
}

/** The instant at which `ms` of `calendar` have gone by since `from`. */
export function addBusinessMs(calendar: BusinessCalendar, from: number, ms: number): number {
  if (calendar === 'ALWAYS') return from + ms;
  let left = ms;
  for (const [begin, end] of openStretches(calendar, from)) {
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  throw new RangeError('A calendar without open hours');
}

/** Stretches that count, from an instant on, without an end. */
function* openStretches(calendar: Exclude<BusinessCalendar, 'ALWAYS'>, from: number): Generator<[number, number]> {
  const [opens, closes] = HOURS[calendar];
  let midnight = Math.floor((from + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  for (let day = dayOf(midnight); ; day = addDays(day, 1), midnight += DAY_MS) {
    const begin = Math.max(midnight + opens, from);
    const end = midnight + closes;
    if (begin < end && isServiceDay(day)) yield [begin, end];
  }
}

/** Trading days of Shanghai. Where the exchange has not published its calendar yet, weekdays: a promise can't wait for that. */
function isServiceDay(day: LocalDate): boolean {
  return day >= CALENDAR_FIRST && day <= CALENDAR_LAST ? isTradingDay('XSHG', day) : isoWeekday(day) <= 5;
}

function dayOf(midnight: number): LocalDate {
  return new Date(midnight + SHANGHAI_MS).toISOString().slice(0, 10);
}
