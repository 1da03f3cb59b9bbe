import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Decimal } from '../kernel/decimal.js';
import type { LocalDate } from '../kernel/local-date.js';
import { connectionOf, PageArguments } from '../operation/schema/connection.js';
import { RequiresScopes } from '../operation/schema/directives.js';
import { MoneyType } from '../operation/schema/money.type.js';
import { Node } from '../operation/schema/node.type.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../operation/schema/scalars.js';

export enum InvestmentPlanStatus {
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  STOPPED = 'STOPPED',
  COMPLETED = 'COMPLETED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(InvestmentPlanStatus, {
  name: 'InvestmentPlanStatus',
  description: 'Where a plan stands. What is stopped, completed or expired never starts again.',
  valuesConfig: {
    ACTIVE: { description: 'Its orders are due on their dates.' },
    PAUSED: { description: 'The customer lets its dates pass.' },
    STOPPED: { description: 'Ended by the customer, or after three dates in a row without enough money.' },
    COMPLETED: { description: 'Its mandate’s cap in total does not cover another period.' },
    EXPIRED: { description: 'Its mandate’s last day has passed.' },
  },
});

export enum PlanFrequency {
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
  FORTNIGHTLY = 'FORTNIGHTLY',
  MONTHLY = 'MONTHLY',
}
registerEnumType(PlanFrequency, {
  name: 'PlanFrequency',
  description: 'How often a plan buys, counted from its start; a day without trading rolls to the next trading day.',
  valuesConfig: {
    DAILY: { description: 'Every trading day.' },
    WEEKLY: { description: 'Every seven days.' },
    FORTNIGHTLY: { description: 'Every fourteen days.' },
    MONTHLY: { description: 'On the start’s day of each month, or the month’s last day where it is shorter.' },
  },
});

export enum PlanExecutionOutcome {
  FILLED = 'FILLED',
  NO_FUNDS = 'NO_FUNDS',
  REJECTED = 'REJECTED',
}
registerEnumType(PlanExecutionOutcome, {
  name: 'PlanExecutionOutcome',
  description: 'What became of an order of a plan.',
  valuesConfig: {
    FILLED: { description: 'Bought.' },
    NO_FUNDS: { description: 'Skipped: the account did not hold enough.' },
    REJECTED: { description: 'Not accepted by the venue or the fund.' },
  },
});

@RequiresScopes('plans:read')
@ObjectType('PlanMandateLine', { description: 'One product that a plan buys each period.' })
export class PlanMandateLineObject {
  @Field(() => MoneyType, { description: 'What is spent on it each period, charges included.' })
  amount!: MoneyType;
}

@RequiresScopes('plans:read')
@ObjectType('PlanMandate', {
  description: 'What the customer confirmed. It never changes, and no execution is recorded that it does not cover.',
})
export class PlanMandateObject {
  @Field(() => PlanFrequency, { description: 'How often it buys.' })
  frequency!: PlanFrequency;

  @Field(() => DateScalar, { description: 'Its first date.' })
  startsOn!: LocalDate;

  @Field(() => DateScalar, { description: 'The last day on which an order may be dealt.' })
  expiresOn!: LocalDate;

  @Field(() => MoneyType, { description: 'Sum of its products’ amounts.' })
  amountPerPeriod!: MoneyType;

  @Field(() => MoneyType, { description: 'The most that may be spent for one date.' })
  capPerPeriod!: MoneyType;

  @Field(() => MoneyType, { description: 'The most that may ever be spent.' })
  capTotal!: MoneyType;

  @Field(() => MoneyType, { description: 'What is left of `capTotal`.' })
  remaining!: MoneyType;
}

@RequiresScopes('plans:read')
@ObjectType('PlanExecution', {
  implements: Node,
  description: 'One order of a plan, as reported; it cites the plan’s mandate.',
})
export class PlanExecutionObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => DateScalar, { description: 'The date of the plan’s rhythm that it was for.' })
  scheduledOn!: LocalDate;

  @Field(() => DateScalar, { description: 'Trading day.' })
  tradedOn!: LocalDate;

  @Field(() => PlanExecutionOutcome, { description: 'What became of it.' })
  outcome!: PlanExecutionOutcome;

  @Field(() => MoneyType, { description: 'What left the account, charges included; 0 when nothing was bought.' })
  amount!: MoneyType;

  @Field(() => DecimalScalar, { description: 'Units that came in.' })
  quantity!: Decimal | string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price per unit; null when nothing was bought.' })
  price!: Decimal | string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt!: string;
}

export const { Connection: PlanExecutionConnection } = connectionOf('PlanExecution', PlanExecutionObject);

@RequiresScopes('plans:read')
@ObjectType('InvestmentPlan', { implements: Node, description: 'A regular purchase that the customer confirmed.' })
export class InvestmentPlanObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'What the customer calls it.' })
  name!: string;

  @Field(() => InvestmentPlanStatus, { description: 'Where it stands.' })
  status!: InvestmentPlanStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why it does not run: CUSTOMER, NO_FUNDS, CAP_REACHED or MANDATE_EXPIRED; null while it runs.',
  })
  statusReason!: string | null;

  @Field(() => DateTimeScalar, { description: 'Since when it stands there.' })
  statusSince!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Its next date by the rhythm; null when there is none.' })
  nextScheduledOn!: LocalDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Trading day of the next order; null when there is none, or while the exchange has not published that year’s calendar.',
  })
  nextTradeOn!: LocalDate | null;

  @Field(() => MoneyType, { description: 'What its executions have spent so far.' })
  invested!: MoneyType;

  @Field(() => Boolean, { description: 'Whether a plugin or an app proposed it and the customer confirmed.' })
  proposed!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the customer confirmed it.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
}

export const { Connection: InvestmentPlanConnection } = connectionOf('InvestmentPlan', InvestmentPlanObject);

@ArgsType()
export class InvestmentPlansArguments extends PageArguments {
  @Field(() => [InvestmentPlanStatus], { nullable: true, description: 'Only plans that stand here; default: all.' })
  statuses?: InvestmentPlanStatus[];
}
