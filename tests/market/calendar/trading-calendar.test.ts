import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../../src/kernel/local-date.js';
import {
  isTradingDay,
  nextTradingDay,
  previousTradingDay,
  sessionKind,
  tradingDayOnOrAfter,
  tradingDayOnOrBefore,
  tradingDaysBetween,
} from '../../../src/market/calendar/trading-calendar.js';
import { VENUES } from '../../../src/market/calendar/venues.js';

const REFERENCE = new URL('../../../../shared/data/apache2/', import.meta.url);

/**
 * Days on which the exchange's own notice contradicts the reference file: HKEX cancelled all sessions
 * (market communications 2309012news and 2309083news).
 */
const REFERENCE_IS_WRONG: Readonly<Record<string, readonly string[]>> = { XHKG: ['2023-09-01', '2023-09-08'] };

describe('every day from 2005 to 2026 equals the reference calendar', () => {
  for (const mic of ['XSHG', 'XHKG', 'XNYS']) {
    const file = new URL(`trading_days_${mic}.csv`, REFERENCE);
    const run = existsSync(file) ? test : test.skip;
    run(`${mic}${existsSync(file) ? '' : ' (skipped: the reference data is not on this machine)'}`, () => {
      const expected = reference(file);
      for (const wrong of REFERENCE_IS_WRONG[mic] ?? []) expected.delete(wrong);
      const differences: string[] = [];
      for (let day = '2005-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
        const ours = sessionKind(mic, day);
        if (ours !== (expected.get(day) ?? null)) differences.push(`${day}: ${ours}`);
      }
      expect(differences).toEqual([]);
    });
  }
});

/** Hand-picked days, each for its own reason. Source: notices of the exchanges. */
const DAYS: readonly [mic: string, date: string, session: string | null, why: string][] = [
  ['XSHG', '2020-01-31', null, 'Spring Festival extended'],
  ['XSHG', '2026-02-14', null, 'a working Saturday is no trading day'],
  ['XSHE', '2015-09-03', null, 'victory day'],
  ['BJSE', '2026-02-24', 'FULL', 'first day after the Spring Festival'],
  ['XSHG', '2026-11-20', 'FULL', 'a plain Friday'],
  ['XHKG', '2010-04-06', null, 'Ching Ming fell on Easter Monday'],
  ['XHKG', '2009-10-05', 'FULL', 'before 2012 a Sunday after Mid-Autumn was made up for on the Saturday'],
  ['XHKG', '2022-09-12', null, 'the day following Mid-Autumn fell on a Sunday'],
  ['XHKG', '2013-02-13', null, 'fourth day of Lunar New Year'],
  ['XHKG', '2023-09-01', null, 'typhoon Saola'],
  ['XHKG', '2023-09-08', null, 'black rainstorm'],
  ['XHKG', '2024-11-14', 'FULL', 'trading goes on in severe weather since 2024-09-23'],
  ['XHKG', '2025-01-28', 'EARLY_CLOSE', 'eve of Lunar New Year'],
  ['XNYS', '2012-10-29', null, 'hurricane Sandy'],
  ['XNAS', '2025-01-09', null, 'day of mourning'],
  ['ARCX', '2022-06-20', null, 'first Juneteenth, moved from a Sunday'],
  ['XNYS', '2021-12-31', 'FULL', 'a Saturday New Year is not made up for'],
  ['XASE', '2026-07-03', null, 'Independence Day moved to Friday'],
  ['XNYS', '2025-07-03', 'EARLY_CLOSE', 'eve of Independence Day'],
  ['XNYS', '2026-04-03', null, 'Good Friday'],
];

test.each(DAYS)('%s on %s is %s: %s', (mic, date, session) => {
  expect(sessionKind(mic, date)).toBe(session);
  expect(isTradingDay(mic, date)).toBe(session !== null);
});

test('neighbours skip what is shut and never return the day itself', () => {
  expect(nextTradingDay('XSHG', '2026-09-30')).toBe('2026-10-08');
  expect(nextTradingDay('XSHG', '2026-10-03')).toBe('2026-10-08');
  expect(previousTradingDay('XSHG', '2026-10-08')).toBe('2026-09-30');
  expect(previousTradingDay('XNYS', '2026-11-28')).toBe('2026-11-27');
});

test('a day rolls to itself when it trades', () => {
  expect(tradingDayOnOrAfter('XHKG', '2026-12-25')).toBe('2026-12-28');
  expect(tradingDayOnOrAfter('XHKG', '2026-12-24')).toBe('2026-12-24');
  expect(tradingDayOnOrBefore('XHKG', '2026-12-27')).toBe('2026-12-24');
});

test('a period lists both ends and is empty when reversed', () => {
  expect(tradingDaysBetween('XHKG', '2026-02-16', '2026-02-20')).toEqual(['2026-02-16', '2026-02-20']);
  expect(tradingDaysBetween('XNYS', '2026-11-28', '2026-11-29')).toEqual([]);
  expect(tradingDaysBetween('XNYS', '2026-11-28', '2026-11-20')).toEqual([]);
});

test('outside the table every question is refused, never guessed', () => {
  for (const ask of [
    () => isTradingDay('XSHG', '2004-12-31'),
    () => isTradingDay('XNYS', '2027-01-01'),
    () => isTradingDay('XNYS', 'tomorrow'),
    () => nextTradingDay('XSHG', '2026-12-31'),
    () => previousTradingDay('XHKG', '2005-01-01'),
    () => tradingDaysBetween('XHKG', '2026-12-01', '2027-01-31'),
  ]) {
    expect(ask).toThrow(expect.objectContaining({ code: 'CALENDAR_OUT_OF_RANGE' }));
  }
  expect(() => isTradingDay('XLON', '2026-11-20')).toThrow(expect.objectContaining({ code: 'VENUE_UNKNOWN' }));
});

test('each venue has hours in order and a zone that the runtime knows', () => {
  for (const { sessions, timeZone } of VENUES) {
    const times = sessions.flatMap(({ opens, closes }) => [opens, closes]);
    expect(times).toEqual([...times].sort());
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
  }
});

function reference(file: URL): Map<string, string> {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [date = '', early] = line.trim().split(',');
      return [date, early === '1' ? 'EARLY_CLOSE' : 'FULL'];
    }),
  );
}
