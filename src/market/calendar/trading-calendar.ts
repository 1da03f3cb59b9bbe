import { dayNumber, type LocalDate } from '../../kernel/local-date.js';
import { marketError } from '../market.errors.js';
import { CALENDAR_FIRST, CALENDAR_LAST } from './calendar-days.js';
import { type DayList, type DayTable, dayTable, FIRST_DAY_NUMBER } from './day-table.js';
import { HONG_KONG_DAYS } from './hong-kong-days.js';
import { MAINLAND_DAYS } from './mainland-days.js';
import { NEW_YORK_DAYS } from './new-york-days.js';
import { type CalendarKey, venueOf } from './venues.js';

/**
 * Trading days of the venues in {@link VENUES}, 2005-01-01 to 2026-12-31. Every function throws
 * VENUE_UNKNOWN for a MIC outside the table and CALENDAR_OUT_OF_RANGE for a day, asked or answered, outside it.
 */
const TABLES: Readonly<Record<CalendarKey, DayTable>> = {
  CN: dayTable(MAINLAND_DAYS),
  HK: dayTable(HONG_KONG_DAYS),
  US: dayTable(NEW_YORK_DAYS),
};

export type SessionKind = 'FULL' | 'EARLY_CLOSE';

export function isTradingDay(mic: string, date: LocalDate): boolean {
  const { trading } = tableOf(mic);
  const index = indexOf(mic, date);
  return countAt(trading, index + 1) > countAt(trading, index);
}

/** @returns how long the venue trades on that day, or `null` when it is shut */
export function sessionKind(mic: string, date: LocalDate): SessionKind | null {
  if (!isTradingDay(mic, date)) return null;
  return tableOf(mic).earlyCloses.has(date) ? 'EARLY_CLOSE' : 'FULL';
}

/** The first trading day after `date`. */
export function nextTradingDay(mic: string, date: LocalDate): LocalDate {
  return moveOn(mic, tableOf(mic).trading, date, 1);
}

/** The last trading day before `date`. */
export function previousTradingDay(mic: string, date: LocalDate): LocalDate {
  return moveOn(mic, tableOf(mic).trading, date, -1);
}

/** `date` itself if it is a trading day, else the next one: how an order day rolls forward. */
export function tradingDayOnOrAfter(mic: string, date: LocalDate): LocalDate {
  return isTradingDay(mic, date) ? date : nextTradingDay(mic, date);
}

/** `date` itself if it is a trading day, else the one before: whose close is valid on `date`. */
export function tradingDayOnOrBefore(mic: string, date: LocalDate): LocalDate {
  return isTradingDay(mic, date) ? date : previousTradingDay(mic, date);
}

/** All trading days from `from` to `to`, both included; empty when `from` lies after `to`. */
export function tradingDaysBetween(mic: string, from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const { trading } = tableOf(mic);
  return trading.days.slice(countAt(trading, indexOf(mic, from)), countAt(trading, indexOf(mic, to) + 1));
}

/** Early closes of the calendar that a venue follows, in no stated order. */
export function earlyClosesOf(mic: string): ReadonlySet<LocalDate> {
  return tableOf(mic).earlyCloses;
}

/** The `count`-th settlement day after `date`; `date` need not be one. */
export function settlementDayAfter(mic: string, date: LocalDate, count: number): LocalDate {
  return moveOn(mic, tableOf(mic).settlement, date, count);
}

function tableOf(mic: string): DayTable {
  return TABLES[venueOf(mic).calendar];
}

/** `steps` > 0: the steps-th day of the list after `date`; < 0: before it. */
function moveOn(mic: string, list: DayList, date: LocalDate, steps: number): LocalDate {
  const index = indexOf(mic, date);
  const position = steps > 0 ? countAt(list, index + 1) + steps - 1 : countAt(list, index) + steps;
  const found = list.days[position];
  if (found === undefined) throw outOfRange(mic, `a day ${steps} beyond ${date}`);
  return found;
}

function indexOf(mic: string, date: LocalDate): number {
  if (!(date >= CALENDAR_FIRST && date <= CALENDAR_LAST)) throw outOfRange(mic, date);
  return dayNumber(date) - FIRST_DAY_NUMBER;
}

function countAt(list: DayList, index: number): number {
  return list.countBefore[index] ?? 0;
}

function outOfRange(mic: string, date: string) {
  return marketError('CALENDAR_OUT_OF_RANGE', { params: { mic, date, first: CALENDAR_FIRST, last: CALENDAR_LAST } });
}
