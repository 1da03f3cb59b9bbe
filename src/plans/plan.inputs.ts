import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import { InstrumentKeyInput } from '../market/index.js';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { DateScalar, DecimalScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { InvestmentPlanObject, PlanFrequency } from './plan.type.js';

@InputType({ description: 'One product of a new plan.' })
export class PlanOrderInput {
  @Field(() => InstrumentKeyInput, { description: 'A stock, ETF, fund or bond.' })
  instrument!: InstrumentKeyInput;

  @Field(() => DecimalScalar, { description: 'What is spent on it each period, charges included, in its currency.' })
  amount!: Decimal;
}

@InputType({ description: 'A new investment plan: its mandate.' })
export class CreateInvestmentPlanInput extends IdempotentInput {
  @Field(() => ID, { description: 'The account that pays and holds.' })
  accountId!: string;

  @Field(() => String, { description: 'What the customer calls it, 1 to 80 characters.' })
  name!: string;

  @Field(() => PlanFrequency, { description: 'How often it buys.' })
  frequency!: PlanFrequency;

  @Field(() => DateScalar, { description: 'Its first date: today or within a year.' })
  startsOn!: LocalDate;

  @Field(() => DateScalar, {
    description: 'The last day on which an order may be dealt: at most ten years after the start.',
  })
  expiresOn!: LocalDate;

  @Field(() => [PlanOrderInput], { description: 'One to ten products of one exchange and one currency.' })
  orders!: PlanOrderInput[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that may be spent for one date; the sum of the amounts when left out.',
  })
  capPerPeriod?: Decimal | null;

  @Field(() => DecimalScalar, { description: 'The most that may ever be spent, in the products’ currency.' })
  capTotal!: Decimal;
}

@InputType({ description: 'Which plan.' })
export class InvestmentPlanIdInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which plan.' })
  id!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of starting or changing a plan.' })
export class InvestmentPlanPayload {
  @Field(() => InvestmentPlanObject, {
    nullable: true,
    description: 'The plan as it is now; null when there was an error.',
  })
  plan!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
