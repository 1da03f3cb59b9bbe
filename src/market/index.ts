export { CALENDAR_FIRST, CALENDAR_LAST } from './calendar/calendar-days.js';
export { settleDate } from './calendar/settle-date.js';
export {
  isTradingDay,
  nextTradingDay,
  previousTradingDay,
  type SessionKind,
  sessionKind,
  tradingDayOnOrAfter,
  tradingDayOnOrBefore,
  tradingDaysBetween,
} from './calendar/trading-calendar.js';
export { type SessionHours, VENUES, type Venue, venueOf } from './calendar/venues.js';
export { type DatedSeries, type DatedValue, valueOn } from './dated-series.js';
export { type FxRateFound, findFxRate } from './find-fx-rate.js';
export { findInstrumentIds, type InstrumentKey } from './find-instrument-ids.js';
export { FxRateResolver } from './fx-rate.resolver.js';
export { InstrumentType, ProductRiskLevel } from './instrument.enums.js';
export { InstrumentKeyInput } from './instrument.inputs.js';
export { Instrument, InstrumentConnection } from './instrument.type.js';
export { InstrumentsResolver } from './instruments.resolver.js';
export { MARKET_ERRORS, marketError } from './market.errors.js';
export { MARKET_FEATURE } from './market.feature.js';
export { INSTRUMENT_ID, MARKET_READS } from './market.reads.js';
export { MARKET_SCOPES } from './market.scopes.js';
export { Quote } from './quote.type.js';
export { QuotesResolver } from './quotes.resolver.js';
export { readCloses } from './read-closes.js';
export { readFxRates } from './read-fx-rates.js';
export { refreshQuotes } from './refresh-quotes.js';
export { TradingCalendarResolver } from './trading-calendar.resolver.js';
