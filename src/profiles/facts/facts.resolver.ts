import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { CustomerFactConnection } from './fact.type.js';

/** The customer's right to know what is concluded and from what (PIPL art. 24, 45). */
@Resolver()
export class CustomerFactsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('campaigns:choose')
  @Query(() => CustomerFactConnection, {
    description: 'What is concluded of the customer, from what and when. On the brokerage’s own pages alone.',
  })
  customerFacts(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('customerFacts', page, context);
  }
}
