import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import {
  Cost,
  ListSize,
  NoFurtherScope,
  PagedList,
  RequiresAnyScope,
  RequiresScopes,
} from '../../operation/schema/directives.js';
import { Idempotent, IdempotentInput } from '../../operation/schema/idempotent.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { holderOf } from '../../storage/index.js';
import { CampaignAnswerStatus, CopyDecisionEnum } from '../campaign.enums.js';
import { withUserErrors } from '../mutation-answers.js';
import { CampaignAnswerConnection, CampaignAnswerObject } from '../partners/answer.type.js';
import type { DecideAnswer } from '../partners/decide-answer.js';
import { CAMPAIGN_READERS, CampaignObject } from './campaign.type.js';

@ArgsType()
export class CampaignAnswersArguments extends PageArguments {
  @Field(() => [CampaignAnswerStatus], { nullable: true, description: 'Only answers that stand like this.' })
  statuses?: CampaignAnswerStatus[];
}

@InputType({ description: 'A reviewer’s decision about a partner’s words.' })
export class DecideCampaignAnswerInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which, `CampaignAnswer.id`.' })
  id!: string;

  @Field(() => CopyDecisionEnum, { description: 'What is decided.' })
  decision!: CopyDecisionEnum;

  @Field(() => String, { description: 'Why, in words; the partner reads it.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType('DecideCampaignAnswerPayload', { description: 'A partner’s answer after a decision.' })
export class DecideCampaignAnswerPayload {
  @Field(() => CampaignAnswerObject, { nullable: true, description: 'The answer; null when nothing was decided.' })
  answer!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

/** What partners would show, and the person who decides what the rules leave open. */
@Resolver(() => CampaignAnswerObject)
export class CampaignAnswersResolver {
  readonly #reads: ReadResolvers;
  readonly #decide: DecideAnswer;

  constructor(dependencies: { reads: ReadResolvers; decideAnswer: DecideAnswer }) {
    this.#reads = dependencies.reads;
    this.#decide = dependencies.decideAnswer;
  }

  @PagedList()
  @RequiresAnyScope(...CAMPAIGN_READERS)
  @Query(() => CampaignAnswerConnection, { description: 'What partners added to messages, oldest first.' })
  campaignAnswers(
    @Args(() => CampaignAnswersArguments) args: CampaignAnswersArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('campaignAnswers', args, context);
  }

  @RequiresAnyScope(...CAMPAIGN_READERS)
  @FieldResolver(() => CampaignObject, { nullable: true, description: 'The campaign that it would be shown with.' })
  campaign(@Root() answer: CampaignAnswerObject, @Ctx() context: OperationContext) {
    return this.#reads.child('CampaignAnswer.campaign', answer, {}, context);
  }

  @RequiresScopes('copy:decide')
  @Cost(10)
  @Idempotent()
  @Mutation(() => DecideCampaignAnswerPayload, {
    description:
      'Decides about words of a partner that the rules leave to a person; the partner is told. Not for authors of the campaign.',
  })
  decideCampaignAnswer(
    @Arg('input', () => DecideCampaignAnswerInput, { description: 'The decision.' }) input: DecideCampaignAnswerInput,
    @Ctx() context: OperationContext,
  ): Promise<DecideCampaignAnswerPayload> {
    return withUserErrors<{ answer: unknown }>(
      async () => {
        const { idempotencyKey: key, id, ...said } = input;
        const decision = { ...said, answerId: context.ids.decode('cma', id) };
        const once = {
          holder: holderOf(context.grant),
          act: 'decideCampaignAnswer',
          key,
          input: decision,
          now: context.clock.now(),
        };
        const decided = await this.#decide.decide(context, decision, once);
        return {
          answer: await this.#reads.root('campaignAnswer', { id: context.ids.encode('cma', decided) }, context),
        };
      },
      { answer: null },
    );
  }
}
