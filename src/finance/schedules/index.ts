export {
  CONTRIBUTION_DATES_CONVENTION,
  type ContributionDate,
  type ContributionSchedule,
  contributionDates,
} from './contribution-dates.js';
export { rollForward, type TradingDayTest } from './roll-forward.js';
export { type Frequency, scheduledDay } from './scheduled-day.js';
