import { AccountPortfolioResolver, CustomerPortfolioResolver } from './account-portfolio.resolver.js';
import { PortfolioResolver } from './portfolio.resolver.js';
import { PORTFOLIO_READS } from './portfolios.reads.js';
import { PORTFOLIO_SCOPES } from './portfolios.scopes.js';
import { LotResolver, PositionResolver } from './position.resolver.js';
import { AccountTaxYearResolver, TaxYearHoldingResolver } from './tax-year/tax-year.resolver.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const PORTFOLIOS_FEATURE = {
  scopes: PORTFOLIO_SCOPES,
  reads: [PORTFOLIO_READS],
  resolvers: [
    PositionResolver,
    LotResolver,
    PortfolioResolver,
    AccountPortfolioResolver,
    CustomerPortfolioResolver,
    AccountTaxYearResolver,
    TaxYearHoldingResolver,
  ],
};
