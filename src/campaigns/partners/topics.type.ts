import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope, RequiresAnyScope } from '../../operation/schema/directives.js';
import { IdempotentInput } from '../../operation/schema/idempotent.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { CampaignTopicEnum } from '../campaign.enums.js';

/** A partner for itself; staff for anybody. */
export const TOPIC_READERS = ['campaigns:report', 'campaigns:allow', 'campaigns:launch'] as const;

@RequiresAnyScope(...TOPIC_READERS)
@ObjectType('CampaignTopicAllowance', { description: 'Whether a partner’s apps may receive campaigns about a topic.' })
export class CampaignTopicAllowance {
  @Field(() => CampaignTopicEnum, { description: 'The topic.' })
  topic!: CampaignTopicEnum;

  @Field(() => String, { description: 'Type of its events.' })
  eventType!: string;

  @Field(() => String, { description: 'The scope that an app must be registered for, and customers consent to.' })
  scope!: string;

  @Field(() => Boolean, { description: 'Whether the brokerage allows it to this partner.' })
  allowed!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when; null where it is not allowed.' })
  allowedAt!: string | null;
}

@InputType({ description: 'What a partner may receive from now on.' })
export class AllowCampaignTopicsInput extends IdempotentInput {
  @Field(() => ID, { description: 'Slug of the publisher.' })
  publisher!: string;

  @Field(() => [CampaignTopicEnum], {
    description: 'All topics that it may receive; the others are withdrawn at once.',
  })
  topics!: CampaignTopicEnum[];

  @Field(() => String, { description: 'Why, in words; kept, and told to the partner’s apps.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType('AllowCampaignTopicsPayload', { description: 'What a partner may receive.' })
export class AllowCampaignTopicsPayload {
  @ListSize(4)
  @Field(() => [CampaignTopicAllowance], { description: 'Each topic; empty when there was an error.' })
  topics!: CampaignTopicAllowance[];

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
