import { addMonths, type LocalDate } from '../../kernel/local-date.js';

/** How long a share was held, as the dividend tax counts it. */
export type HoldingBracket = 'UP_TO_1_MONTH' | 'UP_TO_1_YEAR' | 'OVER_1_YEAR';

/**
 * By calendar months and years from the day of acquisition, clamped to the month's end: bought on 2024-01-31, a sale up
 * to 2024-02-29 is within one month. Lots leave first in, first out, per securities account.
 *
 * Source: Cai Shui 2015 No. 101, before it 2012 No. 85: calendar months and years, first in first out.
 *
 * @param soldOn trade day of the sale
 */
export function holdingBracket(acquiredOn: LocalDate, soldOn: LocalDate): HoldingBracket {
  if (soldOn < acquiredOn) throw new RangeError('A share can not be sold before it is acquired');
  if (soldOn <= addMonths(acquiredOn, 1)) return 'UP_TO_1_MONTH';
  return soldOn <= addMonths(acquiredOn, 12) ? 'UP_TO_1_YEAR' : 'OVER_1_YEAR';
}
