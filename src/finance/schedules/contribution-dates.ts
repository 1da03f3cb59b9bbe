import type { LocalDate } from '../../kernel/local-date.js';
import { rollForward, type TradingDayTest } from './roll-forward.js';
import { type Frequency, scheduledDay } from './scheduled-day.js';

export interface ContributionDate {
  /** The day of the plan's rhythm. */
  readonly scheduledOn: LocalDate;
  /** The trading day on which the order is dealt, on or after `scheduledOn`. */
  readonly tradesOn: LocalDate;
}

export interface ContributionSchedule {
  readonly start: LocalDate;
  readonly frequency: Frequency;
  /** Last scheduled day, included; its order may be dealt after it. */
  readonly until: LocalDate;
  readonly isTradingDay: TradingDayTest;
}

export const CONTRIBUTION_DATES_CONVENTION =
  'contribution dates: clamped to the month end; a non-trading day rolls forward and does not move the next date';

/**
 * All contribution days of a plan.
 *
 * Convention: the rhythm is counted from the start ({@link scheduledDay}); a day without trading rolls forward
 * ({@link rollForward}) and leaves the next date where it was, so that two weekly dates inside one long holiday are dealt on
 * the same day. DAILY means every trading day: days without trading are left out, not piled up on the next one.
 *
 * @throws RangeError when the calendar ends before the last order can be dealt
 * @example
 * contributionDates({ start: '2024-01-31', frequency: 'MONTHLY', until: '2024-03-31', isTradingDay: (day) => day !== '2024-03-31' })
 *   .map(({ tradesOn }) => tradesOn) // [2024-01-31, 2024-02-29, 2024-04-01]
 */
export function contributionDates({ start, frequency, until, isTradingDay }: ContributionSchedule): ContributionDate[] {
  const dates: ContributionDate[] = [];
  for (let index = 0; ; index += 1) {
    const scheduledOn = scheduledDay(start, frequency, index);
    if (scheduledOn > until) return dates;
    if (frequency === 'DAILY' && !isTradingDay(scheduledOn)) continue;
    dates.push({ scheduledOn, tradesOn: rollForward(scheduledOn, isTradingDay) });
  }
}
