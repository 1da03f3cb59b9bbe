import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EventObject } from '../events/index.js';
import { type OperationContext, one, type ReadDeclarations, type ReadResolvers } from '../operation/index.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { Account } from './account.type.js';
import { Customer } from './customer.type.js';

/** From an event to what it is about, as it is now and as the grant covers it. */
export const EVENT_LINK_READS: ReadDeclarations = {
  extensions: [
    {
      extends: 'Event',
      fields: {
        customer: one('Customer', '^.id = @e.customer_id'),
        account: one('Account', '^.id = @e.account_id'),
      },
    },
  ],
};

@Resolver(() => EventObject)
export class EventLinksResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('profile:read')
  @FieldResolver(() => Customer, {
    nullable: true,
    description: 'The customer it is about, as of now; null under the app’s own token.',
  })
  customer(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.customer', event, {}, context);
  }

  @RequiresScopes('accounts:read')
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'The account it is about, as of now; null under the app’s own token, or when it is about none.',
  })
  account(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.account', event, {}, context);
  }
}
