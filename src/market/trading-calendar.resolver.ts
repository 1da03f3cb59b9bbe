import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { PublicError } from '../kernel/errors.js';
import { daysBetween, type LocalDate } from '../kernel/local-date.js';
import type { OperationContext } from '../operation/operation-context.js';
import { ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { DateScalar } from '../operation/schema/scalars.js';
import { settleDate } from './calendar/settle-date.js';
import { sessionKind, tradingDaysBetween } from './calendar/trading-calendar.js';
import { VENUES, venueOf } from './calendar/venues.js';
import { marketError } from './market.errors.js';
import { SessionKind, TradingCalendar, type TradingDay, TradingVenue } from './trading-calendar.type.js';

/** A year and some weeks: a calendar page, not an archive. */
const PERIOD_MAX_DAYS = 400;

@Resolver()
export class TradingCalendarResolver {
  @ListSize(8)
  @RequiresScopes('market:read')
  @Query(() => [TradingVenue], { description: 'All venues that this platform knows. Scope `market:read`.' })
  venues(): readonly TradingVenue[] {
    return VENUES;
  }

  @RequiresScopes('market:read')
  @Query(() => TradingCalendar, {
    description: `Trading days of a venue from \`from\` to \`to\`, both included, at most ${PERIOD_MAX_DAYS} days apart. Scope \`market:read\`.`,
  })
  tradingCalendar(
    @Arg('mic', () => String, { description: 'The venue, ISO 10383.' }) mic: string,
    @Arg('from', () => DateScalar, { description: 'First day.' }) from: LocalDate,
    @Arg('to', () => DateScalar, { description: 'Last day.' }) to: LocalDate,
    @Ctx() context: OperationContext,
  ): TradingCalendar {
    const span = daysBetween(from, to);
    if (span < 0 || span >= PERIOD_MAX_DAYS)
      throw marketError('INVALID_PERIOD', { params: { maxDays: PERIOD_MAX_DAYS } });
    const days = tradingDaysBetween(mic, from, to).map((date) => tradingDay(mic, date));
    context.count('TradingDay', days.length);
    return { venue: venueOf(mic), days };
  }
}

function tradingDay(mic: string, date: LocalDate): TradingDay {
  const session = sessionKind(mic, date) === 'EARLY_CLOSE' ? SessionKind.EARLY_CLOSE : SessionKind.FULL;
  return { date, session, settleDate: settleDateIfKnown(mic, date) };
}

/** The last days of the table settle in a year whose holidays are not known yet. */
function settleDateIfKnown(mic: string, date: LocalDate): LocalDate | null {
  try {
    return settleDate(mic, date);
  } catch (error) {
    if (error instanceof PublicError && error.code === 'CALENDAR_OUT_OF_RANGE') return null;
    throw error;
  }
}
