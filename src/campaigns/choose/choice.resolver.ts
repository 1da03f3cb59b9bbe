import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { Cost, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { MessageChoiceEnum } from '../campaign.enums.js';
import type { ChooseMessages } from './choose-messages.js';

@RequiresScopes('campaigns:choose')
@ObjectType('MarketingPreference', { description: 'Which messages the customer wants.' })
export class MarketingPreferenceObject {
  @Field(() => MessageChoiceEnum, { description: 'The choice.' })
  messages!: MessageChoiceEnum;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  changedAt!: string;
}

@InputType({ description: 'Which messages the customer wants from now on.' })
export class ChooseMessagesInput {
  @Field(() => MessageChoiceEnum, { description: 'The choice.' })
  messages!: MessageChoiceEnum;
}

@NoFurtherScope()
@ObjectType('ChooseMessagesPayload', { description: 'The choice as it is kept.' })
export class ChooseMessagesPayload {
  @Field(() => MarketingPreferenceObject, { nullable: true, description: 'The choice that holds now.' })
  preference!: unknown;
}

/** The customer's say over campaigns, on the brokerage's own pages. */
@Resolver()
export class MessageChoiceResolver {
  readonly #reads: ReadResolvers;
  readonly #choose: ChooseMessages;

  constructor(dependencies: { reads: ReadResolvers; chooseMessages: ChooseMessages }) {
    this.#reads = dependencies.reads;
    this.#choose = dependencies.chooseMessages;
  }

  @RequiresScopes('campaigns:choose')
  @Query(() => MarketingPreferenceObject, {
    nullable: true,
    description: 'The customer’s choice; null before the first one, which means PERSONALISED.',
  })
  marketingPreference(@Ctx() context: OperationContext) {
    return this.#reads.root('marketingPreference', {}, context);
  }

  @RequiresScopes('campaigns:choose')
  @Cost(10)
  @Mutation(() => ChooseMessagesPayload, {
    description: 'Chooses which messages come; counts at once, also for those that wait.',
  })
  async chooseMessages(
    @Arg('input', () => ChooseMessagesInput, { description: 'The choice.' }) { messages }: ChooseMessagesInput,
    @Ctx() context: OperationContext,
  ): Promise<ChooseMessagesPayload> {
    const { customerId } = context.grant;
    if (customerId === null) return { preference: null };
    await this.#choose.choose(customerId, messages);
    return { preference: await this.#reads.root('marketingPreference', {}, context) };
  }
}
