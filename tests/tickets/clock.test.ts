import { describe, expect, test } from '@jest/globals';
import { addBusinessMs, businessMsBetween } from '../../src/tickets/clocks/business-time.js';
import {
  dueAt,
  end,
  follow,
  hear,
  nextAt,
  type Policy,
  pause,
  resume,
  start,
  tick,
} from '../../src/tickets/clocks/clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const L2: Policy = {
  clock: 'HUMAN',
  targetMs: 15 * MINUTE,
  warnBeforeMs: 5 * MINUTE,
  calendar: 'SERVICE_HOURS',
  metBy: 'HUMAN_REPLY',
};
const L3: Policy = {
  clock: 'HUMAN',
  targetMs: 48 * HOUR,
  warnBeforeMs: 4 * HOUR,
  calendar: 'TRADING_DAYS',
  metBy: 'HUMAN_ANSWER',
};
/** Shanghai's wall clock. */
const at = (local: string) => Date.parse(`${local}+08:00`);
const local = (ms: number | null) => (ms === null ? null : new Date(ms + 8 * HOUR).toISOString().slice(0, 16));

describe('business time', () => {
  // Days of the Shanghai Stock Exchange's holiday notice for 2026: closed 1 to 7 October; Saturdays and Sundays always.
  test.each<[string, string, number, string]>([
    ['within a day', '2026-10-28T10:00', 15 * MINUTE, '2026-10-28T10:15'],
    ['from the evening to the next morning', '2026-10-28T17:50', 15 * MINUTE, '2026-10-29T09:05'],
    ['at night', '2026-10-28T23:00', 15 * MINUTE, '2026-10-29T09:15'],
    ['over a weekend', '2026-10-30T17:55', 15 * MINUTE, '2026-11-02T09:10'],
    ['over the National Day holidays', '2026-09-30T17:50', 15 * MINUTE, '2026-10-08T09:05'],
  ])('of service hours, %s', (_what, from, ms, expected) => {
    expect(local(addBusinessMs('SERVICE_HOURS', at(from), ms))).toBe(expected);
    expect(businessMsBetween('SERVICE_HOURS', at(from), at(expected))).toBe(ms);
  });

  test('48 hours of trading days from Friday noon end on Tuesday noon', () => {
    expect(local(addBusinessMs('TRADING_DAYS', at('2026-10-30T12:00'), 48 * HOUR))).toBe('2026-11-03T12:00');
  });

  test('beyond the published calendar weekdays count', () => {
    expect(local(addBusinessMs('SERVICE_HOURS', at('2027-03-05T17:50'), 15 * MINUTE))).toBe('2027-03-08T09:05');
  });
});

describe('a clock', () => {
  test('warns before, breaches at its time, and tells each once', () => {
    const opened = start(L2, at('2026-10-28T10:00'));
    expect([local(nextAt(opened)), local(dueAt(opened))]).toEqual(['2026-10-28T10:10', '2026-10-28T10:15']);
    expect(tick(opened, at('2026-10-28T10:09')).tell).toBeNull();
    const warned = tick(opened, at('2026-10-28T10:10'));
    expect(warned.tell).toBe('WARNING');
    expect(tick(warned.clock, at('2026-10-28T10:14')).tell).toBeNull();
    const breached = tick(warned.clock, at('2026-10-28T10:15'));
    expect(breached.tell).toBe('BREACH');
    expect(tick(breached.clock, at('2026-10-29T10:15')).tell).toBeNull();
  });

  test('that nobody looked at in time tells the breach alone', () => {
    expect(tick(start(L2, at('2026-10-28T10:00')), at('2026-10-28T12:00')).tell).toBe('BREACH');
  });

  test('of a person is not stopped by the assistant', () => {
    const clock = start(L2, at('2026-10-28T10:00'));
    expect(hear(clock, { author: 'ASSISTANT', kind: 'ANSWER' }, at('2026-10-28T10:01'))).toBe(clock);
    expect(hear(clock, { author: 'STAFF', kind: 'QUESTION' }, at('2026-10-28T10:03')).state).toBe('MET');
  });

  test('of an adviser is met by the answer alone, and stands while the customer is asked', () => {
    const clock = start(L3, at('2026-10-28T10:00'));
    const asked = pause(
      hear(clock, { author: 'STAFF', kind: 'QUESTION' }, at('2026-10-28T12:00')),
      at('2026-10-28T12:00'),
    );
    expect(asked).toMatchObject({ state: 'PAUSED', consumedMs: 2 * HOUR });
    expect([dueAt(asked), nextAt(asked)]).toEqual([null, null]);
    const again = resume(asked, at('2026-10-29T10:00'));
    expect(local(dueAt(again))).toBe('2026-11-02T08:00');
    expect(hear(again, { author: 'STAFF', kind: 'ANSWER' }, at('2026-10-29T11:00')).state).toBe('MET');
  });

  test('goes on with what was used when a ticket is opened again, from its first start', () => {
    const met = hear(start(L2, at('2026-10-28T10:00')), { author: 'STAFF', kind: 'ANSWER' }, at('2026-10-28T10:10'));
    const again = resume(end(met, at('2026-10-28T10:20')), at('2026-10-28T14:00'));
    expect(again).toMatchObject({ startedAt: at('2026-10-28T10:00'), consumedMs: 10 * MINUTE, metAt: null });
    expect(local(dueAt(again))).toBe('2026-10-28T14:05');
  });

  test('follows another level with the time that was used', () => {
    const up = follow(start(L2, at('2026-10-28T10:00')), L3, at('2026-10-28T10:10'));
    expect(up).toMatchObject({ startedAt: at('2026-10-28T10:00'), consumedMs: 10 * MINUTE });
    expect(local(dueAt(up))).toBe('2026-10-30T10:00');
  });
});
