import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import type { AcknowledgeEvents } from './acknowledge-events.js';
import {
  AcknowledgeEventsInput,
  AcknowledgeEventsPayload,
  EventConnection,
  EventFeedObject,
  EventObject,
} from './event.type.js';
import { eventError } from './events.errors.js';

@Resolver(() => EventObject)
export class EventsResolver {
  readonly #reads: ReadResolvers;
  readonly #acknowledge: AcknowledgeEvents;

  constructor(dependencies: { reads: ReadResolvers; acknowledgeEvents: AcknowledgeEvents }) {
    this.#reads = dependencies.reads;
    this.#acknowledge = dependencies.acknowledgeEvents;
  }

  @Query(() => EventObject, {
    nullable: true,
    description: 'One event of this app’s feed; null when it does not stand there. Where a hook’s document begins.',
  })
  event(
    @Arg('id', () => ID, { description: 'Id of the event, as this app was given it.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('event', { id }, context);
  }

  @PagedList()
  @RequiresScopes('events:read')
  @Query(() => EventConnection, {
    description: 'This app’s feed, oldest first: the same events under the same rules as by hook and by stream.',
  })
  events(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('events', page, context);
  }

  @RequiresScopes('events:read')
  @Query(() => EventFeedObject, { nullable: true, description: 'State of the feed; null before its first event.' })
  eventFeed(@Ctx() context: OperationContext) {
    return this.#reads.root('eventFeed', {}, context);
  }

  @RequiresScopes('events:read')
  @Cost(1)
  @Mutation(() => AcknowledgeEventsPayload, {
    description:
      'Remembers how far the app has followed its feed. Deletes nothing; acknowledging an earlier event changes nothing.',
  })
  async acknowledgeEvents(
    @Arg('input', () => AcknowledgeEventsInput, { description: 'Up to where.' }) input: AcknowledgeEventsInput,
    @Ctx() context: OperationContext,
  ): Promise<AcknowledgeEventsPayload> {
    if (context.grant.customerId !== null) return refused(eventError('FEED_NEEDS_APP'));
    const eventId = context.ids.decode('evt', input.through);
    const position = await this.#acknowledge.through(context.grant.appId, eventId);
    if (position === undefined) return refused(eventError('EVENT_NOT_FOUND'));
    return { acknowledgedPosition: position, userErrors: [] };
  }
}

function refused({ code, message }: { code: string; message: string }): AcknowledgeEventsPayload {
  return { acknowledgedPosition: null, userErrors: [{ field: ['input', 'through'], code, message }] };
}
