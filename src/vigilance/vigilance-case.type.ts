import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { NoFurtherScope, RequiresAnyScope } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { Node } from '../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { AppealState, CaseDecision, CaseVerdict, VigilanceState, VigilanceStep } from './vigilance-case.enums.js';

/** The app itself, members of its publisher, staff who decide. */
export const CASE_SCOPES = ['standing:manage', 'standing:view', 'vigilance:decide'] as const;

@RequiresAnyScope(...CASE_SCOPES)
@ObjectType('VigilanceFinding', {
  description: 'One thing that was noticed, and the dated rule that it was judged by.',
})
export class VigilanceFindingObject {
  @Field(() => String, { description: 'Name of the rule, e.g. `ID_ENUMERATION`.' })
  rule!: string;

  @Field(() => DateScalar, { description: 'Day from which the applied row of the rule holds.' })
  ruleFrom!: string;

  @Field(() => VigilanceStep, { description: 'The step that this finding led to.' })
  step!: VigilanceStep;

  @Field(() => Int, { description: 'Minutes over which was measured.' })
  windowMinutes!: number;

  @Field(() => DecimalScalar, { description: 'What was measured; the unit is the rule’s.' })
  measured!: string;

  @Field(() => DecimalScalar, { description: 'From where on the step is taken.' })
  threshold!: string;

  @Field(() => String, { description: 'The reason in English.' })
  reasonEn!: string;

  @Field(() => String, { description: 'The reason in Chinese.' })
  reasonZh!: string;

  @Field(() => DateTimeScalar, { description: 'When it was noticed.' })
  at!: string;
}

@RequiresAnyScope(...CASE_SCOPES)
@ObjectType('VigilanceAppeal', { description: 'What the owner said about a case.' })
export class VigilanceAppealObject {
  @Field(() => String, { description: 'The owner’s words.' })
  text!: string;

  @Field(() => AppealState, { description: 'How far it is.' })
  state!: AppealState;

  @Field(() => DateTimeScalar, { description: 'When it was filed.' })
  filedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided; null while it waits.' })
  decidedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so; null while it waits.' })
  reason!: string | null;
}

@RequiresAnyScope(...CASE_SCOPES)
@ObjectType('VigilanceCase', {
  implements: Node,
  description: 'Unusual behaviour of one app: what was noticed, what is done about it, what its owner said.',
})
export class VigilanceCaseObject extends Node {
  @Field(() => ID, { description: 'Opaque id, valid for this app or desk only.' })
  declare id: string;

  @Field(() => String, { description: 'Client id of the app.' })
  clientId!: string;

  @Field(() => String, { description: 'Name of the app in English.' })
  appNameEn!: string;

  @Field(() => String, { description: 'Name of the app in Chinese.' })
  appNameZh!: string;

  @Field(() => VigilanceStep, { description: 'The furthest step that was taken.' })
  step!: VigilanceStep;

  @Field(() => VigilanceState, { description: 'Whether it goes on.' })
  state!: VigilanceState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Part of its budgets that the app keeps; `"1"` is all. Null while nothing is restricted.',
  })
  budgetShare!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it came to its step.' })
  stepAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it goes on.' })
  closedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why people ended it; null otherwise.' })
  liftReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why people froze the app because of it: tokens and secrets are gone, keys count as leaked. Null otherwise.',
  })
  freezeReason!: string | null;
}

export const { Connection: VigilanceCaseConnection } = connectionOf('VigilanceCase', VigilanceCaseObject);

@ArgsType()
export class VigilanceCaseArguments extends PageArguments {
  @Field(() => VigilanceState, { nullable: true, description: 'Only cases in this state.' })
  state?: VigilanceState;
}

@InputType({ description: 'An appeal against what is done about an app.' })
export class AppealCaseInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which case.' })
  caseId!: string;

  @Field(() => String, {
    description: 'What happened and what was changed; 20 to 4000 characters, without personal data.',
  })
  text!: string;
}

@InputType({ description: 'A decision about a case.' })
export class DecideCaseInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which case.' })
  caseId!: string;

  @Field(() => CaseVerdict, { description: 'What is decided.' })
  verdict!: CaseVerdict;

  @Field(() => String, { description: 'Why; 10 to 2000 characters. The app’s owner reads it.' })
  reason!: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The case after an appeal.' })
export class AppealCasePayload {
  @Field(() => VigilanceCaseObject, { nullable: true, description: 'The case; null when nothing was filed.' })
  case!: unknown;

  @Field(() => [UserErrorType], { description: 'What stands against it.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType({ description: 'The case after a decision.' })
export class DecideCasePayload {
  @Field(() => VigilanceCaseObject, { nullable: true, description: 'The case; null when nothing was decided.' })
  case!: unknown;

  @Field(() => CaseDecision, { nullable: true, description: 'What the decision came to; null when there was none.' })
  decision!: CaseDecision | null;

  @Field(() => [UserErrorType], { description: 'What stands against it.' })
  userErrors!: UserErrorType[];
}
