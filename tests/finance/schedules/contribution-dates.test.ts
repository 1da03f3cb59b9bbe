import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contributionDates, type Frequency, rollForward, scheduledDay } from '../../../src/finance/index.js';
import { addDays, addMonths, daysBetween, isoWeekday, type LocalDate } from '../../../src/kernel/local-date.js';

const weekday = (day: LocalDate) => isoWeekday(day) <= 5;

test('a plan of the 31st pays on each month’s last day and never drifts to the 29th', () => {
  const dates = contributionDates({
    start: '2024-01-31',
    frequency: 'MONTHLY',
    until: '2024-05-31',
    isTradingDay: () => true,
  });
  expect(dates.map(({ tradesOn }) => tradesOn)).toEqual([
    '2024-01-31',
    '2024-02-29',
    '2024-03-31',
    '2024-04-30',
    '2024-05-31',
  ]);
});

test('a day without trading rolls forward and leaves the next date where it was', () => {
  // 2024-06-01 is a Saturday, 2024-07-01 a Monday, 2024-09-01 a Sunday.
  const dates = contributionDates({
    start: '2024-06-01',
    frequency: 'MONTHLY',
    until: '2024-09-01',
    isTradingDay: weekday,
  });
  expect(dates).toEqual([
    { scheduledOn: '2024-06-01', tradesOn: '2024-06-03' },
    { scheduledOn: '2024-07-01', tradesOn: '2024-07-01' },
    { scheduledOn: '2024-08-01', tradesOn: '2024-08-01' },
    { scheduledOn: '2024-09-01', tradesOn: '2024-09-02' },
  ]);
});

test('two weekly dates inside one long holiday are both dealt on the first day after it', () => {
  // Shanghai was shut from 2020-01-24 to 2020-02-02 (the State Council prolonged the holiday).
  const open = (day: LocalDate) => weekday(day) && (day < '2020-01-24' || day > '2020-02-02');
  const dates = contributionDates({
    start: '2020-01-24',
    frequency: 'WEEKLY',
    until: '2020-02-07',
    isTradingDay: open,
  });
  expect(dates.map(({ tradesOn }) => tradesOn)).toEqual(['2020-02-03', '2020-02-03', '2020-02-07']);
});

test('daily is every trading day: a weekend does not pile up on Monday', () => {
  const dates = contributionDates({
    start: '2024-06-06',
    frequency: 'DAILY',
    until: '2024-06-11',
    isTradingDay: weekday,
  });
  expect(dates.map(({ tradesOn }) => tradesOn)).toEqual(['2024-06-06', '2024-06-07', '2024-06-10', '2024-06-11']);
});

test('a calendar that ends too early is refused instead of dropping the order', () => {
  expect(() => rollForward('2024-06-01', () => false)).toThrow(RangeError);
});

test('half a contribution and one before the start do not exist', () => {
  for (const index of [-1, 0.5, Number.NaN]) {
    expect(() => scheduledDay('2024-01-01', 'MONTHLY', index)).toThrow(RangeError);
  }
});

describe('for any start, rhythm and calendar', () => {
  const plan = fc.record({
    start: fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2000-01-01', days)),
    frequency: fc.constantFrom<Frequency>('DAILY', 'WEEKLY', 'FORTNIGHTLY', 'MONTHLY'),
    days: fc.integer({ min: 0, max: 800 }),
    // Shut days by a pattern that leaves at least one open day in any thirteen.
    shut: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 8 }),
  });

  test('orders fall on the first trading day on or after their date, in order, and dates keep their rhythm', () => {
    fc.assert(
      fc.property(plan, ({ start, frequency, days, shut }) => {
        const isTradingDay = (day: LocalDate) => !shut.includes(daysBetween('2000-01-01', day) % 13);
        const until = addDays(start, days);
        const dates = contributionDates({ start, frequency, until, isTradingDay });
        dates.forEach(({ scheduledOn, tradesOn }, index) => {
          const before = dates[index - 1];
          expect(scheduledOn >= start && scheduledOn <= until).toBe(true);
          expect(isTradingDay(tradesOn) && tradesOn >= scheduledOn).toBe(true);
          for (let day = scheduledOn; day < tradesOn; day = addDays(day, 1)) expect(isTradingDay(day)).toBe(false);
          if (before) {
            expect(scheduledOn > before.scheduledOn && tradesOn >= before.tradesOn).toBe(true);
          }
          if (frequency === 'MONTHLY') expect(scheduledOn).toBe(addMonths(start, index));
          if (frequency === 'WEEKLY') expect(daysBetween(start, scheduledOn)).toBe(7 * index);
          if (frequency === 'FORTNIGHTLY') expect(daysBetween(start, scheduledOn)).toBe(14 * index);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('a calendar never changes how many monthly orders there are, nor their dates', () => {
    fc.assert(
      fc.property(plan, ({ start, days, shut }) => {
        const until = addDays(start, days);
        const isTradingDay = (day: LocalDate) => !shut.includes(daysBetween('2000-01-01', day) % 13);
        const rhythm = (test: (day: LocalDate) => boolean) =>
          contributionDates({ start, frequency: 'MONTHLY', until, isTradingDay: test }).map((date) => date.scheduledOn);
        expect(rhythm(isTradingDay)).toEqual(rhythm(() => true));
      }),
    );
  });
});

const SHANGHAI = new URL('../../../../shared/data/apache2/trading_days_XSHG.csv', import.meta.url);

// Skipped where the data file is not there: it is never part of the repository.
(existsSync(SHANGHAI) ? test : test.skip)('on the trading days of Shanghai: the holidays of 2024', () => {
  const open = new Set(
    readFileSync(SHANGHAI, 'utf8')
      .split('\n')
      .map((line) => line.slice(0, 10)),
  );
  const dates = contributionDates({
    start: '2024-01-01',
    frequency: 'MONTHLY',
    until: '2024-10-01',
    isTradingDay: (day) => open.has(day),
  });
  expect(dates.map(({ tradesOn }) => tradesOn)).toEqual([
    '2024-01-02',
    '2024-02-01',
    '2024-03-01',
    '2024-04-01',
    '2024-05-06',
    '2024-06-03',
    '2024-07-01',
    '2024-08-01',
    '2024-09-02',
    '2024-10-08',
  ]);
});
