import { Field, ID, InputType } from 'type-graphql';
import { IdempotentInput } from '../../operation/schema/idempotent.js';

@InputType({ description: 'Which campaign goes to its next stage.' })
export class WidenCampaignInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which campaign.' })
  id!: string;
}
