import type { LocalDate } from '../../kernel/local-date.js';
import { settlementDayAfter } from './trading-calendar.js';
import { type CalendarKey, venueOf } from './venues.js';

interface SettlementCycle {
  /** First trade date under this cycle. */
  readonly from: LocalDate;
  /** Settlement days after the trade date. */
  readonly days: number;
}

/**
 * Newest first. Sources: CSDC rules (A shares: cash on T+1); HKEX, CCASS General Rules (T+2); SEC Rule 15c6-1 as amended
 * (T+2 for trades from 2017-09-05, T+1 from 2024-05-28).
 */
const CYCLES: Readonly<Record<CalendarKey, readonly SettlementCycle[]>> = {
  CN: [{ from: '2005-01-01', days: 1 }],
  HK: [{ from: '2005-01-01', days: 2 }],
  US: [
    { from: '2024-05-28', days: 1 },
    { from: '2017-09-05', days: 2 },
    { from: '2005-01-01', days: 3 },
  ],
};

/**
 * The day on which cash and securities of a regular trade change hands.
 *
 * @param tradeDate in the venue's zone; it need not be a trading day (a fund order of a Sunday settles counted from it)
 * @throws PublicError VENUE_UNKNOWN, CALENDAR_OUT_OF_RANGE (also when the answer would lie beyond the table)
 */
export function settleDate(mic: string, tradeDate: LocalDate): LocalDate {
  const cycle = CYCLES[venueOf(mic).calendar].find(({ from }) => from <= tradeDate);
  return settlementDayAfter(mic, tradeDate, cycle?.days ?? 0);
}
