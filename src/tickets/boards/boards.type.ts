import { Field, Int, ObjectType } from 'type-graphql';
import { Cost, ListSize, NoFurtherScope, RequiresScopes } from '../../operation/schema/directives.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';

const LEVEL = 'L1, L2, L3 or ALL: the level that the ticket has now.';

@Cost(0)
@NoFurtherScope()
@ObjectType('FirstResponseBoard', {
  description: 'How soon tickets of a level got their first response: for L1 the assistant’s counts, else a person’s.',
})
export class FirstResponseBoard {
  @Field(() => String, { description: LEVEL })
  level!: string;

  @Field(() => Int, { description: 'Tickets opened in the span.' })
  opened!: number;

  @Field(() => Int, { description: 'Of these, with a first response.' })
  responded!: number;

  @Field(() => Int, { nullable: true, description: 'Median, in seconds of the wall clock.' })
  medianSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: '90th percentile, in seconds of the wall clock.' })
  p90Seconds!: number | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('ResolutionBoard', { description: 'How soon tickets of a level were solved.' })
export class ResolutionBoard {
  @Field(() => String, { description: LEVEL })
  level!: string;

  @Field(() => Int, { description: 'Solved, of those opened in the span.' })
  solved!: number;

  @Field(() => Int, { nullable: true, description: 'Median, in seconds of the wall clock.' })
  medianSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: '90th percentile, in seconds of the wall clock.' })
  p90Seconds!: number | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('OneContactBoard', {
  description: 'How many solved tickets needed one contact: never opened again, no second turn of the customer.',
})
export class OneContactBoard {
  @Field(() => String, { description: LEVEL })
  level!: string;

  @Field(() => Int, { description: 'Solved with one contact.' })
  oneContact!: number;

  @Field(() => String, { nullable: true, description: 'Of all solved, `"1"` is 100 %; null without any.' })
  rate!: string | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('BreachBoard', { description: 'How many promises were broken.' })
export class BreachBoard {
  @Field(() => String, { description: LEVEL })
  level!: string;

  @Field(() => Int, { description: 'Tickets with a broken promise.' })
  breached!: number;

  @Field(() => String, { nullable: true, description: 'Of all opened, `"1"` is 100 %; null without any.' })
  rate!: string | null;
}

@Cost(0)
@NoFurtherScope()
@ObjectType('SatisfactionBoard', { description: 'What customers said, by the day of the rating.' })
export class SatisfactionBoard {
  @Field(() => Int, { description: 'Ratings.' })
  ratings!: number;

  @Field(() => String, { nullable: true, description: 'Mean satisfaction, 1 to 5.' })
  average!: string | null;

  @Field(() => String, { nullable: true, description: 'Share of 4 and 5, `"1"` is 100 %.' })
  csat!: string | null;

  @Field(() => Int, { description: 'Answers to whether they would recommend us.' })
  npsAnswers!: number;

  @Field(() => Int, { nullable: true, description: 'NPS, −100 to 100; below 40 begins a review.' })
  nps!: number | null;
}

@RequiresScopes('tickets:oversee')
@ObjectType('TicketBoards', { description: 'The boards of a span.' })
export class TicketBoards {
  @Field(() => DateTimeScalar, { description: 'Beginning.' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'End, no longer part of it.' })
  to!: string;

  @ListSize(4)
  @Field(() => [FirstResponseBoard], { description: 'First response, by level.' })
  firstResponse!: FirstResponseBoard[];

  @ListSize(4)
  @Field(() => [ResolutionBoard], { description: 'Resolution, by level.' })
  resolution!: ResolutionBoard[];

  @ListSize(4)
  @Field(() => [OneContactBoard], { description: 'One contact, by level.' })
  oneContact!: OneContactBoard[];

  @ListSize(4)
  @Field(() => [BreachBoard], { description: 'Broken promises, by level.' })
  breaches!: BreachBoard[];

  @Field(() => SatisfactionBoard, { description: 'Satisfaction.' })
  satisfaction!: SatisfactionBoard;
}
