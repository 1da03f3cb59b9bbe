import { expect, test } from '@jest/globals';
import { settleDate } from '../../../src/market/calendar/settle-date.js';

test.each([
  ['XSHG', '2026-09-30', '2026-10-08', 'A shares T+1, across the national holiday'],
  ['XHKG', '2026-02-13', '2026-02-20', 'Hong Kong T+2, the half day of the eve counts'],
  ['XHKG', '2023-08-31', '2023-09-05', 'a typhoon day does not settle'],
  ['XNYS', '2017-09-01', '2017-09-07', 'the last T+3 trade (Labor Day between)'],
  ['XNYS', '2017-09-05', '2017-09-07', 'the first T+2 trade'],
  ['XNYS', '2024-05-24', '2024-05-29', 'the last T+2 trade (Memorial Day between)'],
  ['XNYS', '2024-05-28', '2024-05-29', 'the first T+1 trade'],
  ['XNAS', '2024-10-11', '2024-10-15', 'Columbus Day is traded but does not settle'],
  ['XNAS', '2024-10-14', '2024-10-15', 'a trade on Columbus Day settles with that of the Friday before'],
  ['XNAS', '2025-01-08', '2025-01-09', 'clearing goes on through a day of mourning'],
])('%s trade of %s settles on %s: %s', (mic, traded, settled) => {
  expect(settleDate(mic, traded)).toBe(settled);
});

test('FINRA schedule of Columbus Day 2016-10-10, T+3', () => {
  // Same pattern as FINRA Notice 99-83 prints for 1999: the holiday's trades join those of the Friday before.
  expect(
    ['2016-10-05', '2016-10-06', '2016-10-07', '2016-10-10', '2016-10-11'].map((day) => settleDate('XNYS', day)),
  ).toEqual(['2016-10-11', '2016-10-12', '2016-10-13', '2016-10-13', '2016-10-14']);
});

test('a settlement beyond the table is refused', () => {
  expect(() => settleDate('XHKG', '2026-12-30')).toThrow(expect.objectContaining({ code: 'CALENDAR_OUT_OF_RANGE' }));
});
