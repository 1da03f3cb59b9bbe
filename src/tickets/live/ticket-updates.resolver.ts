import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { operationError } from '../../operation/index.js';
import { RequiresScopes } from '../../operation/schema/directives.js';
import { TicketObject } from '../ticket.type.js';

/** Stands in the schema so that documents can be written and checked against it; `/graphql/stream` answers them by queries. */
@Resolver()
export class TicketUpdatesResolver {
  @RequiresScopes('tickets:read')
  @Subscription(() => TicketObject, {
    nullable: true,
    description:
      'The ticket after each event about it, over Server-Sent Events at `/graphql/stream`. Each payload is an operation under the consent as it stands then.',
    subscribe: () => {
      throw operationError('SUBSCRIPTION_UNSUPPORTED');
    },
  })
  ticketUpdated(
    @Root() ticket: TicketObject,
    @Arg('id', () => ID, { nullable: true, description: 'Only this ticket; all that may be seen when left out.' })
    _id?: string,
  ): TicketObject {
    return ticket;
  }
}
