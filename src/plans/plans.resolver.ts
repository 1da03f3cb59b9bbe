import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../accounts/index.js';
import { sum } from '../kernel/decimal.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { byClass, orUserErrors, type PlaceOf } from '../operation/schema/or-user-errors.js';
import { holderOf } from '../storage/index.js';
import type { ChangePlan } from './change-plan.js';
import type { PlanRequest } from './check-plan.js';
import type { CreatePlan } from './create-plan.js';
import { CreateInvestmentPlanInput, InvestmentPlanIdInput, InvestmentPlanPayload } from './plan.inputs.js';
import {
  InvestmentPlanConnection,
  InvestmentPlanObject,
  InvestmentPlansArguments,
  PlanExecutionConnection,
  PlanMandateObject,
} from './plan.type.js';
import { planError } from './plans.errors.js';
import { PLAN_ID } from './plans.reads.js';

/**
 * Plans of the accounts that the grant covers. An app or a plugin with `plans:write` only proposes: what it proposed runs once the
 * customer has confirmed it.
 */
@Resolver(() => InvestmentPlanObject)
export class PlansResolver {
  readonly #reads: ReadResolvers;
  readonly #create: CreatePlan;
  readonly #change: ChangePlan;

  constructor(dependencies: { reads: ReadResolvers; createPlan: CreatePlan; changePlan: ChangePlan }) {
    this.#reads = dependencies.reads;
    this.#create = dependencies.createPlan;
    this.#change = dependencies.changePlan;
  }

  @PagedList()
  @RequiresScopes('plans:read')
  @Query(() => InvestmentPlanConnection, { description: 'Investment plans, oldest first. Scope `plans:read`.' })
  investmentPlans(
    @Args(() => InvestmentPlansArguments) args: InvestmentPlansArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('investmentPlans', args, context);
  }

  @RequiresScopes('plans:read')
  @Query(() => InvestmentPlanObject, {
    nullable: true,
    description: 'One investment plan; null when the grant does not cover it or it does not exist. Scope `plans:read`.',
  })
  investmentPlan(
    @Arg('id', () => ID, { description: 'Id of the plan.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('investmentPlan', { id }, context);
  }

  @FieldResolver(() => PlanMandateObject, { description: 'What the customer confirmed.' })
  mandate(@Root() plan: InvestmentPlanObject, @Ctx() context: OperationContext) {
    return this.#reads.child('InvestmentPlan.mandate', plan, {}, context);
  }

  @RequiresScopes('accounts:read')
  @FieldResolver(() => Account, { description: 'The account that pays and holds.' })
  account(@Root() plan: InvestmentPlanObject, @Ctx() context: OperationContext) {
    return this.#reads.child('InvestmentPlan.account', plan, {}, context);
  }

  @PagedList()
  @FieldResolver(() => PlanExecutionConnection, { description: 'What was ordered so far, latest date first.' })
  executions(
    @Root() plan: InvestmentPlanObject,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('InvestmentPlan.executions', plan, page, context);
  }

  @Idempotent()
  @RequiresScopes('plans:write')
  @Cost(10)
  @Mutation(() => InvestmentPlanPayload, {
    description:
      'Starts a plan. The customer confirms it: nobody else can call this, and what does not suit the customer’s risk class is refused with the reason.',
  })
  createInvestmentPlan(
    @Arg('input', () => CreateInvestmentPlanInput, { description: 'The mandate.' }) input: CreateInvestmentPlanInput,
    @Ctx() context: OperationContext,
  ): Promise<InvestmentPlanPayload> {
    return orUserErrors<InvestmentPlanPayload>({ plan: null, userErrors: [] }, placeAt('orders'), async () => {
      const { customerId } = ownerOf(context);
      const created = await this.#create.create(requestOf(input, context), {
        customerId,
        operationId: context.operationId,
        proposedBy: context.cause.kind === 'STORED' ? (context.cause.id ?? null) : null,
        holder: holderOf(context.grant),
        idempotencyKey: input.idempotencyKey,
      });
      if (created.refusals) return { plan: null, userErrors: created.refusals.map(asUserError) };
      return { plan: await this.#read(created.planId, context), userErrors: [] };
    });
  }

  @Idempotent()
  @RequiresScopes('plans:write')
  @Cost(10)
  @Mutation(() => InvestmentPlanPayload, { description: 'Lets a plan’s dates pass until it is resumed.' })
  pauseInvestmentPlan(
    @Arg('input', () => InvestmentPlanIdInput, { description: 'Which.' }) input: InvestmentPlanIdInput,
    @Ctx() context: OperationContext,
  ): Promise<InvestmentPlanPayload> {
    return this.#changed('pause', input, context);
  }

  @Idempotent()
  @RequiresScopes('plans:write')
  @Cost(10)
  @Mutation(() => InvestmentPlanPayload, {
    description: 'Goes on with the next date; missed ones are not made up for.',
  })
  resumeInvestmentPlan(
    @Arg('input', () => InvestmentPlanIdInput, { description: 'Which.' }) input: InvestmentPlanIdInput,
    @Ctx() context: OperationContext,
  ): Promise<InvestmentPlanPayload> {
    return this.#changed('resume', input, context);
  }

  @Idempotent()
  @RequiresScopes('plans:write')
  @Cost(10)
  @Mutation(() => InvestmentPlanPayload, { description: 'Ends a plan for good. What it bought stays.' })
  stopInvestmentPlan(
    @Arg('input', () => InvestmentPlanIdInput, { description: 'Which.' }) input: InvestmentPlanIdInput,
    @Ctx() context: OperationContext,
  ): Promise<InvestmentPlanPayload> {
    return this.#changed('stop', input, context);
  }

  #changed(
    act: 'pause' | 'resume' | 'stop',
    { id, idempotencyKey }: InvestmentPlanIdInput,
    context: OperationContext,
  ): Promise<InvestmentPlanPayload> {
    return orUserErrors<InvestmentPlanPayload>({ plan: null, userErrors: [] }, placeAt('id'), async () => {
      const planId = context.ids.decode(PLAN_ID, id);
      const { customerId } = ownerOf(context);
      await this.#change.change(planId, act, { customerId, holder: holderOf(context.grant), idempotencyKey });
      return { plan: await this.#read(planId, context), userErrors: [] };
    });
  }

  #read(planId: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('investmentPlan', { id: context.ids.encode(PLAN_ID, planId) }, context);
  }
}

/**
 * The customer acts: by the brokerage's own session, the only grant that covers all accounts at once, or by confirming a
 * proposal (STORED). An app's consent alone is not enough, whatever it holds.
 * @throws PublicError PLAN_NEEDS_CUSTOMER
 */
function ownerOf({ grant, cause }: OperationContext): { customerId: string } {
  const confirmed = grant.accountIds === '*' || cause.kind === 'STORED';
  if (grant.customerId === null || !confirmed) throw planError('PLAN_NEEDS_CUSTOMER');
  return { customerId: grant.customerId };
}

/** @throws PublicError INVALID_ID */
function requestOf(input: CreateInvestmentPlanInput, { ids, grant }: OperationContext): PlanRequest {
  const accountId = ids.decode('acc', input.accountId);
  const covered = grant.accountIds === '*' || grant.accountIds.includes(accountId);
  const orders = input.orders.map(({ instrument: { mic, symbol }, amount }) => ({ mic, symbol, amount }));
  const { name, frequency, startsOn, expiresOn, capTotal } = input;
  const capPerPeriod = input.capPerPeriod ?? sum(orders.map(({ amount }) => amount));
  return {
    accountId: covered ? accountId : null,
    name,
    frequency,
    startsOn,
    expiresOn,
    orders,
    capPerPeriod,
    capTotal,
  };
}

function asUserError({ field, code, message }: { field: string; code: string; message: string }) {
  return { field: ['input', field], code, message };
}

/** The customer can mend what plans refuse; refusals of the accounts behind them are the system's. */
function placeAt(field: string): PlaceOf {
  const byKind = byClass(['NOT_FOUND', 'CONFLICT'], field);
  return (error) => (error.code.startsWith('PLAN_') ? byKind(error) : undefined);
}
