import { addDays, isoWeekday, type LocalDate } from '../../kernel/local-date.js';
import { CALENDAR_YEARS, type CalendarRules } from './calendar-days.js';
import { dayOf, easterSunday, SUNDAY } from './date-rules.js';

/**
 * Month and day of: Lunar New Year's Day, Ching Ming, Buddha's Birthday (4th month, 8th day), Tuen Ng (5th, 5th), the day
 * following Mid-Autumn (8th, 16th), Chung Yeung (9th, 9th). Real days, before any substitution.
 */
const LUNISOLAR: Readonly<Record<number, string>> = {
  2005: '02-09 04-05 05-15 06-11 09-19 10-11',
  2006: '01-29 04-05 05-05 05-31 10-07 10-30',
  2007: '02-18 04-05 05-24 06-19 09-26 10-19',
  2008: '02-07 04-04 05-12 06-08 09-15 10-07',
  2009: '01-26 04-04 05-02 05-28 10-04 10-26',
  2010: '02-14 04-05 05-21 06-16 09-23 10-16',
  2011: '02-03 04-05 05-10 06-06 09-13 10-05',
  2012: '01-23 04-04 04-28 06-23 10-01 10-23',
  2013: '02-10 04-04 05-17 06-12 09-20 10-13',
  2014: '01-31 04-05 05-06 06-02 09-09 10-02',
  2015: '02-19 04-05 05-25 06-20 09-28 10-21',
  2016: '02-08 04-04 05-14 06-09 09-16 10-09',
  2017: '01-28 04-04 05-03 05-30 10-05 10-28',
  2018: '02-16 04-05 05-22 06-18 09-25 10-17',
  2019: '02-05 04-05 05-12 06-07 09-14 10-07',
  2020: '01-25 04-04 04-30 06-25 10-02 10-25',
  2021: '02-12 04-04 05-19 06-14 09-22 10-14',
  2022: '02-01 04-05 05-08 06-03 09-11 10-04',
  2023: '01-22 04-05 05-26 06-22 09-30 10-23',
  2024: '02-10 04-04 05-15 06-10 09-18 10-11',
  2025: '01-29 04-04 05-05 05-31 10-07 10-29',
  2026: '02-17 04-05 05-24 06-19 09-26 10-18',
};

/**
 * Until its amendment of 2011 the ordinance made up for a Sunday of Lunar New Year, or after Mid-Autumn, on the day before
 * the feast; since then the general rule of {@link substitute} gives the day after it.
 */
const MADE_UP_AFTERWARDS_SINCE = 2012;

/**
 * HKEX trades on weekdays that are no general holiday. Source: General Holidays Ordinance (cap. 149); the Hong Kong
 * Observatory's almanac for the lunisolar days; HKEX market communications for the closures.
 *
 * Days of which only the morning was lost to weather count as full days. New-year eves before 2013 stand as full days:
 * no notice of a half day was found for them.
 */
export const HONG_KONG_DAYS: CalendarRules = {
  holidays: CALENDAR_YEARS.flatMap(generalHolidaysOf),
  specialClosures: {
    '2008-08-06': 'Severe tropical storm Kammuri',
    '2008-08-22': 'Typhoon Nuri',
    '2011-09-29': 'Typhoon Nesat',
    '2013-08-14': 'Typhoon Utor',
    '2015-09-03': '70th anniversary of victory day',
    '2016-08-02': 'Typhoon Nida',
    '2016-10-21': 'Typhoon Haima',
    '2017-08-23': 'Typhoon Hato',
    '2020-10-13': 'Tropical storm Nangka',
    '2021-10-13': 'Tropical storm Kompasu',
    '2023-07-17': 'Typhoon Talim',
    '2023-09-01': 'Typhoon Saola', // HKEX market communication 2309012news
    '2023-09-08': 'Black rainstorm', // HKEX market communication 2309083news
    '2024-09-06': 'Typhoon Yagi',
  },
  earlyCloses: CALENDAR_YEARS.flatMap(earlyClosesOf),
  notSettling: [],
  settlesOnSpecialClosures: false,
};

function generalHolidaysOf(year: number): LocalDate[] {
  const [newYear, chingMing, buddha, tuenNg, afterMidAutumn, chungYeung] = lunisolarDays(year);
  const easter = easterSunday(year);
  const real = [
    dayOf(year, 1, 1),
    ...lunarNewYear(year, newYear),
    chingMing,
    addDays(easter, -2),
    addDays(easter, 1),
    dayOf(year, 5, 1),
    buddha,
    tuenNg,
    dayOf(year, 7, 1),
    dayOf(year, 10, 1),
    madeUpBefore(year, afterMidAutumn),
    chungYeung,
    dayOf(year, 12, 25),
    dayOf(year, 12, 26),
  ];
  return substitute(real);
}

function lunarNewYear(year: number, first: LocalDate): LocalDate[] {
  const days = [first, addDays(first, 1), addDays(first, 2)];
  const sunday = days.find((day) => isoWeekday(day) === SUNDAY);
  if (year >= MADE_UP_AFTERWARDS_SINCE || !sunday) return days;
  return [addDays(first, -1), ...days.filter((day) => day !== sunday)];
}

function madeUpBefore(year: number, day: LocalDate): LocalDate {
  return year < MADE_UP_AFTERWARDS_SINCE && isoWeekday(day) === SUNDAY ? addDays(day, -1) : day;
}

/** A holiday on a Sunday, or on another holiday, moves to the next day that is neither (cap. 149). */
function substitute(days: readonly LocalDate[]): LocalDate[] {
  const taken = new Set(days.filter((day) => isoWeekday(day) !== SUNDAY));
  const seen = new Set<LocalDate>();
  for (const day of days) {
    const clash = isoWeekday(day) === SUNDAY || seen.has(day);
    seen.add(day);
    if (!clash) continue;
    let next = addDays(day, 1);
    while (taken.has(next) || isoWeekday(next) === SUNDAY) next = addDays(next, 1);
    taken.add(next);
  }
  return [...taken];
}

/** The eves of Christmas and New Year, and since 2013 of Lunar New Year: morning session only. */
function earlyClosesOf(year: number): LocalDate[] {
  const [newYear] = lunisolarDays(year);
  const eves = [dayOf(year, 12, 24), dayOf(year, 12, 31)];
  return year >= 2013 ? [addDays(newYear, -1), ...eves] : eves;
}

function lunisolarDays(year: number): [LocalDate, LocalDate, LocalDate, LocalDate, LocalDate, LocalDate] {
  const row = (LUNISOLAR[year] ?? '').split(' ');
  const at = (index: number): LocalDate => `${year}-${row[index]}`;
  return [at(0), at(1), at(2), at(3), at(4), at(5)];
}
