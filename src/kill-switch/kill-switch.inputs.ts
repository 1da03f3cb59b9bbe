import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';
import { IDEMPOTENCY_KEY, IdempotentInput } from '../operation/schema/idempotent.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { AppFreezeObject, DrillStepObject, FreezeClosing, LeakReportObject } from './kill-switch.type.js';

@InputType({ description: 'Which app to stop, and why.' })
export class FreezeAppInput extends IdempotentInput {
  @Field(() => String, { description: 'Client id of the app.' })
  clientId!: string;

  @Field(() => String, { description: 'Why, 10 to 2000 characters; the people who review it read it.' })
  reason!: string;
}

@InputType({ description: 'From which case an app is stopped, and why.' })
export class FreezeFromCaseInput extends IdempotentInput {
  @Field(() => ID, { description: 'Id of the case; it must be open.' })
  caseId!: string;

  @Field(() => String, {
    description: 'Why, 10 to 2000 characters. The app’s owner reads it once the freeze is carried out.',
  })
  reason!: string;
}

@InputType({ description: 'Which proposal to confirm.' })
export class ConfirmFreezeInput extends IdempotentInput {
  @Field(() => ID, { description: 'Id of the freeze.' })
  freezeId!: string;
}

@InputType({ description: 'What a review comes to.' })
export class CloseFreezeInput extends IdempotentInput {
  @Field(() => ID, { description: 'Id of the freeze.' })
  freezeId!: string;

  @Field(() => FreezeClosing, { description: 'Release or end.' })
  closing!: FreezeClosing;

  @Field(() => String, { description: 'Why, 10 to 2000 characters.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'To release a confidential client: JWK Set, as JSON, of public keys that it never had.',
  })
  jwks?: string;
}

@InputType({ description: 'An app and a period.' })
export class LeakPeriodInput {
  @Field(() => String, { description: 'Client id of the app.' })
  clientId!: string;

  @Field(() => DateTimeScalar, { description: 'Begin of the period, included.' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'End of the period, included.' })
  to!: string;
}

@InputType({ description: 'An app and a period, of which a report is made.' })
export class ReportLeakInput extends LeakPeriodInput {
  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@NoFurtherScope()
@ObjectType('FreezePayload', { description: 'The outcome of an act on a freeze.' })
export class FreezePayload {
  @Field(() => AppFreezeObject, { nullable: true, description: 'The freeze as it stands now; null on an error.' })
  freeze!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType('LeakReportPayload', { description: 'The outcome of `reportLeak` and `drillFreeze`.' })
export class LeakReportPayload {
  @Field(() => LeakReportObject, { nullable: true, description: 'The report; null on an error.' })
  report!: unknown;

  @ListSize(4)
  @Field(() => [DrillStepObject], { description: 'Steps of a drill with their times; empty for a mere report.' })
  steps!: DrillStepObject[];

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
