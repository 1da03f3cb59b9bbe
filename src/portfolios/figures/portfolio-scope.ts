import type { Clock } from '../../kernel/clock.js';
import { type LocalDate, toLocalDate } from '../../kernel/local-date.js';

/** What a portfolio spans: one account, or (`null`) every account that the bound reach covers. */
export interface PortfolioScope {
  readonly accountId: string | null;
}

const CHINA_STANDARD_TIME_MS = 8 * 3_600_000;

/** The brokerage's calendar day: China Standard Time, UTC+8 all year (no daylight saving time since 1992). */
export function businessDay(clock: Clock): LocalDate {
  return toLocalDate(clock.now() + CHINA_STANDARD_TIME_MS);
}
