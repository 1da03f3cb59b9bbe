import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Transaction } from '../accounts/index.js';
import { EventObject } from '../events/index.js';
import { Instrument } from '../market/index.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { ListSize, RequiresScopes } from '../operation/schema/directives.js';
import { InvestmentPlanObject, PlanExecutionObject, PlanMandateLineObject, PlanMandateObject } from './plan.type.js';

/** Links of the rows below a plan, and from an event to its plan. */
@Resolver(() => PlanMandateObject)
export class PlanMandateResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @ListSize(3)
  @FieldResolver(() => [PlanMandateLineObject], { description: 'What it buys each period, one to ten products.' })
  orders(@Root() mandate: PlanMandateObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PlanMandate.orders', mandate, {}, context);
  }
}

@Resolver(() => PlanMandateLineObject)
export class PlanMandateLineResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { description: 'What is bought.' })
  instrument(@Root() line: PlanMandateLineObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PlanMandateLine.instrument', line, {}, context);
  }
}

@Resolver(() => PlanExecutionObject)
export class PlanExecutionResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { description: 'What was ordered.' })
  instrument(@Root() execution: PlanExecutionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PlanExecution.instrument', execution, {}, context);
  }

  @RequiresScopes('transactions:read')
  @FieldResolver(() => Transaction, {
    nullable: true,
    description: 'The transaction that it made; null where none stands yet.',
  })
  transaction(@Root() execution: PlanExecutionObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PlanExecution.transaction', execution, {}, context);
  }
}

@Resolver(() => EventObject)
export class PlanEventResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('plans:read')
  @FieldResolver(() => InvestmentPlanObject, {
    nullable: true,
    description: 'The investment plan it is about, as of now; null when it is about none.',
  })
  plan(@Root() event: EventObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Event.plan', event, {}, context);
  }
}
