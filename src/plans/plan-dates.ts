import { type Frequency, rollForward, scheduledDay } from '../finance/schedules/index.js';
import { PublicError } from '../kernel/errors.js';
import { addDays, type LocalDate, toLocalDate } from '../kernel/local-date.js';
import { isTradingDay } from '../market/index.js';

export interface PlanRhythm {
  readonly frequency: Frequency;
  readonly startsOn: LocalDate;
  /** Last day on which an order may be dealt. */
  readonly expiresOn: LocalDate;
  /** Venue whose calendar rolls the dates. */
  readonly mic: string;
}

export interface PlanDate {
  readonly scheduledOn: LocalDate;
  /** `null` while the calendar of that year is not known: it is never guessed. */
  readonly tradesOn: LocalDate | null;
}

/**
 * The first date of a plan that is dealt on `from` or later; `undefined` when none is left before the mandate expires.
 *
 * Convention: as of contributionDates: counted from the start, clamped to the month's end; a day without trading rolls forward
 * and does not move the next one; DAILY leaves days without trading out.
 */
export function nextPlanDate(rhythm: PlanRhythm, from: LocalDate): PlanDate | undefined {
  for (let index = firstIndex(rhythm, from); ; index += 1) {
    const scheduledOn = scheduledDay(rhythm.startsOn, rhythm.frequency, index);
    if (scheduledOn > rhythm.expiresOn) return undefined;
    const tradesOn = rolled(rhythm.mic, scheduledOn);
    if (tradesOn !== null && tradesOn > rhythm.expiresOn) return undefined;
    if (rhythm.frequency === 'DAILY' && tradesOn !== null && tradesOn !== scheduledOn) continue;
    if ((tradesOn ?? scheduledOn) >= from) return { scheduledOn, tradesOn };
  }
}

/** Closures are shorter than this, so no earlier date can roll to `from`. */
const CLOSURE_DAYS = 31;

/** Of the first date on or after a month before `from`, by halving: a daily plan of ten years is not walked from its start. */
function firstIndex({ startsOn, frequency }: PlanRhythm, from: LocalDate): number {
  const earliest = addDays(from, -CLOSURE_DAYS);
  let [low, high] = [0, 8192];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (scheduledDay(startsOn, frequency, middle) < earliest) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rolled(mic: string, day: LocalDate): LocalDate | null {
  try {
    return rollForward(day, (candidate) => isTradingDay(mic, candidate));
  } catch (error) {
    if (error instanceof PublicError && error.code === 'CALENDAR_OUT_OF_RANGE') return null;
    throw error;
  }
}

const SHANGHAI_AHEAD_MS = 8 * 3_600_000;

/** The day at the brokerage (`platform_today()` of the database): Shanghai, which knows no summer time. */
export function brokerageDay(epochMs: number): LocalDate {
  return toLocalDate(epochMs + SHANGHAI_AHEAD_MS);
}
