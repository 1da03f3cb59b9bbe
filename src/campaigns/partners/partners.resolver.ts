import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { EventObject } from '../../events/index.js';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { Cost, RequiresAnyScope, RequiresScopes } from '../../operation/schema/directives.js';
import { CampaignAnswerStatus } from '../campaign.enums.js';
import { campaignError } from '../campaigns.errors.js';
import { withUserErrors } from '../mutation-answers.js';
import { CampaignAnswerObject } from './answer.type.js';
import type { AnswerCampaign } from './answer-campaign.js';
import {
  AnswerCampaignInput,
  AnswerCampaignPayload,
  CampaignMessageObject,
  MESSAGE_READERS,
  ReportCampaignOutcomeInput,
  ReportCampaignOutcomePayload,
} from './partner.type.js';
import type { ReportOutcome } from './report-outcome.js';

/** From an event to the message in it. */
@Resolver(() => EventObject)
export class EventCampaignResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresAnyScope(...MESSAGE_READERS)
  @FieldResolver(() => CampaignMessageObject, {
    nullable: true,
    description: 'The message of an event `campaign.*`; null for all other events, and where it is withheld.',
  })
  campaignMessage(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.campaignMessage', event, {}, context);
  }

  @RequiresScopes('campaigns:report')
  @FieldResolver(() => CampaignAnswerObject, {
    nullable: true,
    description: 'The answer of an event `campaign.answer_judged`, as it stands now; null for all other events.',
  })
  campaignAnswer(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.campaignAnswer', event, {}, context);
  }
}

/** What partners say back, under the app's own token or a customer's. */
@Resolver()
export class CampaignPartnersResolver {
  readonly #report: ReportOutcome;
  readonly #answer: AnswerCampaign;

  constructor(dependencies: { reportOutcome: ReportOutcome; answerCampaign: AnswerCampaign }) {
    this.#report = dependencies.reportOutcome;
    this.#answer = dependencies.answerCampaign;
  }

  @RequiresScopes('campaigns:report')
  @Cost(1)
  @Mutation(() => ReportCampaignOutcomePayload, {
    description: 'Says what came of a message. Saying it again changes nothing: the first report of an outcome counts.',
  })
  reportCampaignOutcome(
    @Arg('input', () => ReportCampaignOutcomeInput, { description: 'What came of it.' })
    { messageId, outcome, occurredAt }: ReportCampaignOutcomeInput,
    @Ctx() context: OperationContext,
  ): Promise<ReportCampaignOutcomePayload> {
    return withUserErrors<{ occurredAt: string | null }>(
      async () => {
        const at = await this.#report.report({
          appId: context.grant.appId,
          customerId: context.grant.customerId,
          touchId: context.ids.decode('cms', messageId),
          outcome,
          occurredAt: occurredAt == null ? context.clock.now() : Date.parse(occurredAt),
        });
        return { occurredAt: new Date(at).toISOString() };
      },
      { occurredAt: null },
    );
  }

  @RequiresScopes('campaigns:report')
  @Cost(10)
  @Mutation(() => AnswerCampaignPayload, {
    description:
      'Adds content or a benefit of the app’s own to a message. The rules judge it; show it only when it is ACCEPTED.',
  })
  async answerCampaign(
    @Arg('input', () => AnswerCampaignInput, { description: 'The answer.' }) {
      messageId,
      ...input
    }: AnswerCampaignInput,
    @Ctx() context: OperationContext,
  ): Promise<AnswerCampaignPayload> {
    const payload = await withUserErrors<Omit<AnswerCampaignPayload, 'userErrors'>>(
      async () => {
        const touchId = context.ids.decode('cms', messageId);
        const answered = await this.#answer.answer({
          ...input,
          touchId,
          appId: context.grant.appId,
          customerId: context.grant.customerId,
        });
        const answerId = context.ids.encode('cma', answered.answerId);
        return { answerId, status: CampaignAnswerStatus[answered.status], review: answered.review };
      },
      { answerId: null, status: null, review: null },
    );
    return payload.status === CampaignAnswerStatus.REFUSED ? { ...payload, userErrors: [refused()] } : payload;
  }
}

function refused() {
  const { code, message } = campaignError('CAMPAIGN_ANSWER_REFUSED', { params: { reason: 'see `review`' } });
  return { field: ['input', 'text'], code, message };
}
