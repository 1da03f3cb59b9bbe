import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Account, Customer } from '../accounts/index.js';
import type { ReadResolvers, ReadRow } from '../operation/index.js';
import type { OperationContext } from '../operation/operation-context.js';
import { PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { PortfolioType } from './portfolio.type.js';
import { PositionArguments } from './position.arguments.js';
import { PositionConnection } from './position.type.js';

/** What this feature adds to `Account`. */
@Resolver(() => Account)
export class AccountPortfolioResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('positions:read')
  @FieldResolver(() => PositionConnection, {
    description: 'What the account holds and held, oldest first. Scope `positions:read`.',
  })
  positions(
    @Root() account: Account,
    @Args(() => PositionArguments) args: PositionArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Account.positions', account, args, context);
  }

  @RequiresScopes('portfolio:read')
  @FieldResolver(() => PortfolioType, {
    description: 'Figures of this account, in its own base currency. Scope `portfolio:read`.',
  })
  portfolio(@Root() account: unknown): PortfolioType {
    return new PortfolioType((account as ReadRow).__key);
  }
}

/** What this feature adds to `Customer`. */
@Resolver(() => Customer)
export class CustomerPortfolioResolver {
  @RequiresScopes('portfolio:read')
  @FieldResolver(() => PortfolioType, {
    description:
      'Figures of all accounts that the grant covers, in the base currency of the customer. Scope `portfolio:read`.',
  })
  portfolio(): PortfolioType {
    return new PortfolioType(null);
  }
}
