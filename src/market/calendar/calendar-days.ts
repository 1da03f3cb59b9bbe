import type { LocalDate } from '../../kernel/local-date.js';

/** First and last day that the holiday tables of this folder cover. */
export const CALENDAR_FIRST: LocalDate = '2005-01-01';
export const CALENDAR_LAST: LocalDate = '2026-12-31';
export const CALENDAR_YEARS: readonly number[] = Array.from({ length: 22 }, (_, index) => 2005 + index);

/** What sets a calendar apart from "every weekday is a full trading day". Weekend days in it are harmless. */
export interface CalendarRules {
  /** Announced holidays. */
  readonly holidays: readonly LocalDate[];
  /** Whole days lost to weather, mourning or a special occasion, with the reason. */
  readonly specialClosures: Readonly<Record<LocalDate, string>>;
  readonly earlyCloses: readonly LocalDate[];
  /** Trading days on which cash and securities do not settle. */
  readonly notSettling: readonly LocalDate[];
  /** The clearing house settles on special closures too. */
  readonly settlesOnSpecialClosures: boolean;
}
