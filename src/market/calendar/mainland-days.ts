import { addDays, type LocalDate } from '../../kernel/local-date.js';
import type { CalendarRules } from './calendar-days.js';

/**
 * Weekdays on which Shanghai, Shenzhen and Beijing are shut: spans `first/last` per year, weekends inside them included.
 * There is no rule: the State Council announces each year's holidays in the autumn before, and the exchanges follow with
 * their own notice (a weekend declared a working day stays without trading). 2020 holds the Spring Festival's extension
 * to 31 January; 2015 the victory day of 3 and 4 September. Source: the exchanges' yearly notices on market closures.
 */
const CLOSED: Readonly<Record<number, string>> = {
  2005: '01-03 02-07/02-15 05-02/05-06 10-03/10-07',
  2006: '01-02/01-03 01-26/02-03 05-01/05-05 10-02/10-06',
  2007: '01-01/01-03 02-19/02-23 05-01/05-07 10-01/10-05 12-31',
  2008: '01-01 02-06/02-12 04-04 05-01/05-02 06-09 09-15 09-29/10-03',
  2009: '01-01/01-02 01-26/01-30 04-06 05-01 05-28/05-29 10-01/10-08',
  2010: '01-01 02-15/02-19 04-05 05-03 06-14/06-16 09-22/09-24 10-01/10-07',
  2011: '01-03 02-02/02-08 04-04/04-05 05-02 06-06 09-12 10-03/10-07',
  2012: '01-02/01-03 01-23/01-27 04-02/04-04 04-30/05-01 06-22 10-01/10-05',
  2013: '01-01/01-03 02-11/02-15 04-04/04-05 04-29/05-01 06-10/06-12 09-19/09-20 10-01/10-07',
  2014: '01-01 01-31/02-06 04-07 05-01/05-02 06-02 09-08 10-01/10-07',
  2015: '01-01/01-02 02-18/02-24 04-06 05-01 06-22 09-03/09-04 10-01/10-07',
  2016: '01-01 02-08/02-12 04-04 05-02 06-09/06-10 09-15/09-16 10-03/10-07',
  2017: '01-02 01-27/02-02 04-03/04-04 05-01 05-29/05-30 10-02/10-06',
  2018: '01-01 02-15/02-21 04-05/04-06 04-30/05-01 06-18 09-24 10-01/10-05 12-31',
  2019: '01-01 02-04/02-08 04-05 05-01/05-03 06-07 09-13 10-01/10-07',
  2020: '01-01 01-24/01-31 04-06 05-01/05-05 06-25/06-26 10-01/10-08',
  2021: '01-01 02-11/02-17 04-05 05-03/05-05 06-14 09-20/09-21 10-01/10-07',
  2022: '01-03 01-31/02-04 04-04/04-05 05-02/05-04 06-03 09-12 10-03/10-07',
  2023: '01-02 01-23/01-27 04-05 05-01/05-03 06-22/06-23 09-29/10-06',
  2024: '01-01 02-09/02-16 04-04/04-05 05-01/05-03 06-10 09-16/09-17 10-01/10-07',
  2025: '01-01 01-28/02-04 04-04 05-01/05-05 06-02 10-01/10-08',
  2026: '01-01/01-02 02-16/02-23 04-06 05-01/05-05 06-19 09-25 10-01/10-07',
};

export const MAINLAND_DAYS: CalendarRules = {
  holidays: Object.entries(CLOSED).flatMap(([year, spans]) => spans.split(' ').flatMap((span) => daysOf(year, span))),
  specialClosures: {},
  earlyCloses: [],
  notSettling: [],
  settlesOnSpecialClosures: false,
};

function daysOf(year: string, span: string): LocalDate[] {
  const [first = '', last = first] = span.split('/');
  const days: LocalDate[] = [];
  for (let day = `${year}-${first}`; day <= `${year}-${last}`; day = addDays(day, 1)) days.push(day);
  return days;
}
