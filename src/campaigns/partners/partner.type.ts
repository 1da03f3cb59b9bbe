import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CopyReviewObject } from '../../copy-review/index.js';
import { ListSize, NoFurtherScope, RequiresAnyScope } from '../../operation/schema/directives.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { CampaignAnswerKind, CampaignAnswerStatus, CampaignOutcomeEnum, CampaignTopicEnum } from '../campaign.enums.js';
import { TOPICS } from '../topics.js';

export const MESSAGE_READERS: readonly string[] = [
  ...Object.values(TOPICS).map(({ scope }) => scope),
  'campaigns:report',
];

@RequiresAnyScope(...MESSAGE_READERS)
@ObjectType('CampaignMessage', {
  implements: Node,
  description:
    'What the brokerage says to one customer through this app. Pass the words on unchanged, and report what came of it.',
})
export class CampaignMessageObject extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app only; outcomes and answers name it.' })
  declare id: string;

  @Field(() => ID, { description: 'The campaign, as this app knows it: the same for all customers.' })
  campaignId!: string;

  @Field(() => ID, { description: 'The customer: `Customer.id` of this app.' })
  customerId!: string;

  @Field(() => String, { description: 'Name of the campaign.' })
  campaign!: string;

  @Field(() => CampaignTopicEnum, { description: 'What it is about.' })
  topic!: CampaignTopicEnum;

  @Field(() => String, { description: 'Which wording this customer gets.' })
  variant!: string;

  @Field(() => String, { description: 'The words, judged and approved.' })
  text!: string;

  @Field(() => String, { description: 'sha256 of the words, hexadecimal.' })
  textHash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was told.' })
  toldAt!: string;
}

@InputType({ description: 'What came of a message.' })
export class ReportCampaignOutcomeInput {
  @Field(() => ID, { description: 'The message, `CampaignMessage.id`.' })
  messageId!: string;

  @Field(() => CampaignOutcomeEnum, { description: 'What came of it.' })
  outcome!: CampaignOutcomeEnum;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; now when left out.' })
  occurredAt?: string;
}

@NoFurtherScope()
@ObjectType('ReportCampaignOutcomePayload', { description: 'An outcome as it is kept.' })
export class ReportCampaignOutcomePayload {
  @Field(() => DateTimeScalar, { nullable: true, description: 'The instant that counts: that of the first report.' })
  occurredAt!: string | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'What a partner adds to a message.' })
export class AnswerCampaignInput {
  @Field(() => ID, { description: 'The message, `CampaignMessage.id`.' })
  messageId!: string;

  @Field(() => CampaignAnswerKind, { description: 'What it is. A further one of the same kind replaces it.' })
  kind!: CampaignAnswerKind;

  @Field(() => String, { description: 'The words that would be shown.' })
  text!: string;
}

@NoFurtherScope()
@ObjectType('AnswerCampaignPayload', { description: 'What may become of an answer.' })
export class AnswerCampaignPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The answer, `CampaignAnswer.id`: an event names it when what may become of it changes.',
  })
  answerId!: string | null;

  @Field(() => CampaignAnswerStatus, { nullable: true, description: 'Whether it may be shown.' })
  status!: CampaignAnswerStatus | null;

  @Field(() => CopyReviewObject, { nullable: true, description: 'What the rules say about it.' })
  review!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
