import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { TicketTopic } from './ticket.enums.js';
import { TicketObject } from './ticket.type.js';

export enum TicketSpeaker {
  CUSTOMER = 'CUSTOMER',
  APP = 'APP',
}
registerEnumType(TicketSpeaker, {
  name: 'TicketSpeaker',
  description: 'Whose words an app hands in.',
  valuesConfig: {
    CUSTOMER: { description: 'The customer’s own words.' },
    APP: { description: 'The app’s words, e.g. a measurement that it adds.' },
  },
});

export enum HelpLanguage {
  ZH = 'zh',
  EN = 'en',
}
registerEnumType(HelpLanguage, {
  name: 'HelpLanguage',
  description: 'Language of help and answers.',
  valuesConfig: { ZH: { description: 'Chinese.' }, EN: { description: 'English.' } },
});

const TEXT = 'Plain text, 1 to 4,000 characters; control characters are dropped and `<` before a letter becomes `‹`.';

@InputType({ description: 'A new ticket.' })
export class OpenTicketInput extends IdempotentInput {
  @Field(() => String, { description: `The question or complaint. ${TEXT}` })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'One line, at most 120 characters; the first line of the text when left out.',
  })
  subject?: string | null;

  @Field(() => TicketTopic, { nullable: true, description: 'What it is about; found from the text when left out.' })
  topic?: TicketTopic | null;

  @Field(() => HelpLanguage, { nullable: true, description: 'Language of the answer; that of the text when left out.' })
  language?: HelpLanguage | null;

  @Field(() => Boolean, { nullable: true, description: 'true: a complaint. Found from the text when left out.' })
  complaint?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'At most 10 words of letters, digits, `-`, `_`, `:`.' })
  tags?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'An account that the grant covers.' })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A transaction in such an account.' })
  transactionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An instrument.' })
  instrumentId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The campaign that it is about. A complaint counts in its halt rule.',
  })
  campaignId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The plugin run that it is about. A complaint counts in its halt rule.',
  })
  pluginRunId?: string | null;

  @Field(() => TicketSpeaker, { nullable: true, description: 'Whose words; the customer’s when left out.' })
  author?: TicketSpeaker | null;
}

@InputType({ description: 'Something more to a ticket.' })
export class AddTicketMessageInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which ticket.' })
  ticketId!: string;

  @Field(() => String, { description: TEXT })
  text!: string;

  @Field(() => TicketSpeaker, { nullable: true, description: 'Whose words; the customer’s when left out.' })
  author?: TicketSpeaker | null;
}

@InputType({ description: 'Which ticket ends, and how.' })
export class CloseTicketInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which ticket.' })
  ticketId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: the matter is solved. Otherwise it ends without that being said.',
  })
  solved?: boolean | null;
}

@InputType({ description: 'How a ticket was dealt with, in the customer’s eyes.' })
export class RateTicketInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which ticket; it must have been solved or closed.' })
  ticketId!: string;

  @Field(() => Int, { description: 'Satisfaction, 1 (not at all) to 5 (very).' })
  satisfaction!: number;

  @Field(() => Int, { nullable: true, description: 'How likely the customer recommends us, 0 to 10.' })
  recommend?: number | null;

  @Field(() => String, { nullable: true, description: 'In the customer’s words, at most 1,000 characters.' })
  comment?: string | null;
}

@NoFurtherScope()
@ObjectType('TicketPayload', { description: 'The outcome of what was done with a ticket.' })
export class TicketPayload {
  @Field(() => TicketObject, {
    nullable: true,
    description:
      'The ticket as it is now; null when there was an error, but for TICKET_DUPLICATE: then the one that stands already.',
  })
  ticket!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
