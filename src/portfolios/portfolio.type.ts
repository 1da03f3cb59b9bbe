import { Field, ObjectType } from 'type-graphql';
import { RequiresScopes } from '../operation/schema/directives.js';
import { CurrencyCodeScalar } from '../operation/schema/scalars.js';
import type { PortfolioScope } from './figures/portfolio-scope.js';

/** What a resolver hands on for `Portfolio`: the scope alone; each field reads what it needs. */
@RequiresScopes('portfolio:read')
@ObjectType('Portfolio', {
  description:
    'Accounts seen as one pot of money, in a base currency: one account in its own, all accounts that the grant covers in the customer’s. Scope `portfolio:read`.',
})
export class PortfolioType implements PortfolioScope {
  /** `null`: every account that the grant covers. */
  readonly accountId: string | null;

  constructor(accountId: string | null) {
    this.accountId = accountId;
  }

  @Field(() => CurrencyCodeScalar, { description: 'Base currency of all figures.' })
  baseCurrency!: string;
}
