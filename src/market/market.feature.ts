import { FxRateResolver } from './fx-rate.resolver.js';
import { InstrumentsResolver, OptionContractResolver } from './instruments.resolver.js';
import { MARKET_READS } from './market.reads.js';
import { MARKET_SCOPES } from './market.scopes.js';
import { PriceSeriesResolver } from './price-series.resolver.js';
import { QuotesResolver } from './quotes.resolver.js';
import { TradingCalendarResolver } from './trading-calendar.resolver.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const MARKET_FEATURE = {
  scopes: MARKET_SCOPES,
  reads: [MARKET_READS],
  resolvers: [
    InstrumentsResolver,
    OptionContractResolver,
    PriceSeriesResolver,
    QuotesResolver,
    FxRateResolver,
    TradingCalendarResolver,
  ],
};
