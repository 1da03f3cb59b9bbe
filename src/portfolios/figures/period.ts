import { addDays, addMonths, type LocalDate } from '../../kernel/local-date.js';
import { portfolioError } from '../portfolios.errors.js';

/** Days whose returns count, both included. The start value is that of the close before `from`. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const PERIOD_PRESETS = [
  'MONTH_1',
  'MONTHS_3',
  'MONTHS_6',
  'YEAR_TO_DATE',
  'YEAR_1',
  'YEARS_3',
  'YEARS_5',
  'YEARS_10',
  'ALL',
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

export interface PeriodRequest {
  readonly preset?: PeriodPreset | null;
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
}

const MONTHS: Readonly<Partial<Record<PeriodPreset, number>>> = {
  MONTH_1: 1,
  MONTHS_3: 3,
  MONTHS_6: 6,
  YEAR_1: 12,
  YEARS_3: 36,
  YEARS_5: 60,
  YEARS_10: 120,
};

/**
 * The asked-for days. A preset ends today and starts on the day after the same calendar day so many months ago (clamped to the
 * month's end); ALL starts with the first transaction.
 *
 * @param firstTradeDate `undefined` when nothing was ever recorded
 * @throws PublicError PERFORMANCE_PERIOD_INVALID
 */
export function resolvePeriod(request: PeriodRequest, today: LocalDate, firstTradeDate: LocalDate | undefined): Period {
  const { preset, from, to } = request;
  if (preset && (from || to)) throw invalid('pass either a preset or from and to');
  if (!preset) return checked({ from: from ?? firstTradeDate ?? today, to: to ?? today }, today);
  const months = MONTHS[preset];
  if (months !== undefined) return { from: addDays(addMonths(today, -months), 1), to: today };
  if (preset === 'YEAR_TO_DATE') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  const first = firstTradeDate ?? today;
  return { from: first > today ? today : first, to: today };
}

function checked(period: Period, today: LocalDate): Period {
  if (period.to > today) throw invalid('it ends in the future');
  if (period.from > period.to) throw invalid('it ends before it starts');
  return period;
}

function invalid(reason: string) {
  return portfolioError('PERFORMANCE_PERIOD_INVALID', { params: { reason } });
}
