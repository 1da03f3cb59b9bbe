import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers, requireAnotherPerson } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { orUserErrors } from '../operation/schema/or-user-errors.js';
import { byKey } from '../storage/index.js';
import type { CloseFreeze } from './close-freeze.js';
import type { DrillFreeze } from './drill.js';
import type { FreezeApp } from './freeze-app.js';
import type { FreezeFromCase } from './freeze-from-case.js';
import {
  CloseFreezeInput,
  ConfirmFreezeInput,
  FreezeAppInput,
  FreezePayload,
  LeakPeriodInput,
  LeakReportPayload,
  ReportLeakInput,
} from './kill-switch.inputs.js';
import {
  AppFreezeConnection,
  AppFreezeObject,
  LeakedCustomerConnection,
  LeakedDocument,
  LeakReportObject,
} from './kill-switch.type.js';
import { placeOf } from './mutation-answers.js';
import type { ReportLeak } from './report-leak.js';

export interface KillSwitchUseCases {
  readonly freezeApp: FreezeApp;
  readonly freezeFromCase: FreezeFromCase;
  readonly closeFreeze: CloseFreeze;
  readonly reportLeak: ReportLeak;
  readonly drillFreeze: DrillFreeze;
}

/** Staff stop an app and see whose data it read. */
@Resolver(() => LeakReportObject)
export class KillSwitchResolver {
  readonly #reads: ReadResolvers;
  readonly #acts: KillSwitchUseCases;

  constructor(dependencies: KillSwitchUseCases & { reads: ReadResolvers }) {
    this.#reads = dependencies.reads;
    this.#acts = dependencies;
  }

  @PagedList()
  @RequiresScopes('apps:suspend')
  @Query(() => AppFreezeConnection, { description: 'Freezes and proposals of freezes, latest first.' })
  appFreezes(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('appFreezes', page, context);
  }

  @RequiresScopes('apps:suspend')
  @Query(() => AppFreezeObject, { nullable: true, description: 'One freeze; null when there is none of this id.' })
  appFreeze(@Arg('id', () => ID, { description: 'Id of the freeze.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('appFreeze', { id }, context);
  }

  @RequiresScopes('audit:read')
  @Query(() => LeakReportObject, { nullable: true, description: 'One report; null when there is none of this id.' })
  leakReport(@Arg('id', () => ID, { description: 'Id of the report.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('leakReport', { id }, context);
  }

  @ListSize(100)
  @FieldResolver(() => [LeakedDocument], { description: 'By which documents it read, and which fields they select.' })
  documents(@Root() report: LeakReportObject, @Ctx() context: OperationContext) {
    return this.#reads.child('LeakReport.documents', report, {}, context);
  }

  @PagedList()
  @FieldResolver(() => LeakedCustomerConnection, {
    description: 'Whose data was read, in the order of the first read.',
  })
  customers(
    @Root() report: LeakReportObject,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('LeakReport.customers', report, page, context);
  }

  @RequiresScopes('apps:suspend')
  @Cost(10)
  @Idempotent()
  @Mutation(() => FreezePayload, {
    description:
      'Stops an app in all processes at once: tokens, refresh tokens, grants, keys, hooks and their secrets. In live mode it is proposed, and another person confirms.',
  })
  freezeApp(
    @Arg('input', () => FreezeAppInput, { description: 'Which app, and why.' }) input: FreezeAppInput,
    @Ctx() context: OperationContext,
  ): Promise<FreezePayload> {
    return this.#freeze(context, async () => {
      const { clientId, reason } = input;
      const request = { clientId, reason, by: actingPerson(context).id };
      return (await this.#acts.freezeApp.freeze(request, byKey(input, context))).freezeId;
    });
  }

  @RequiresScopes('apps:suspend')
  @Cost(10)
  @Idempotent()
  @Mutation(() => FreezePayload, { description: 'Confirms what another person proposed: the app stops at once.' })
  confirmFreeze(
    @Arg('input', () => ConfirmFreezeInput, { description: 'Which proposal.' }) input: ConfirmFreezeInput,
    @Ctx() context: OperationContext,
  ): Promise<FreezePayload> {
    return this.#freeze(context, async () => {
      const freezeId = context.ids.decode('frz', input.freezeId);
      await this.#acts.freezeApp.confirm(freezeId, actingPerson(context).id, another(context), byKey(input, context));
      return freezeId;
    });
  }

  @RequiresScopes('apps:suspend')
  @Cost(10)
  @Idempotent()
  @Mutation(() => FreezePayload, {
    description:
      'Ends a freeze after review. In live mode the first call proposes and the same call by another person carries it out.',
  })
  closeFreeze(
    @Arg('input', () => CloseFreezeInput, { description: 'Which freeze, and what the review came to.' })
    input: CloseFreezeInput,
    @Ctx() context: OperationContext,
  ): Promise<FreezePayload> {
    return this.#freeze(context, async () => {
      const freezeId = context.ids.decode('frz', input.freezeId);
      const { closing, reason, jwks } = input;
      const request = { freezeId, closing, reason, by: actingPerson(context).id, ...(jwks && { jwks: parsed(jwks) }) };
      await this.#acts.closeFreeze.close(request, another(context), byKey(input, context));
      return freezeId;
    });
  }

  @RequiresScopes('audit:read')
  @Cost(100)
  @Idempotent()
  @Mutation(() => LeakReportPayload, { description: 'Lists whose data an app read in a period, and which fields.' })
  reportLeak(
    @Arg('input', () => ReportLeakInput, { description: 'App and period.' }) input: ReportLeakInput,
    @Ctx() context: OperationContext,
  ): Promise<LeakReportPayload> {
    return this.#report(context, async () => {
      const { reportId } = await this.#acts.reportLeak.report(periodOf(input, context), byKey(input, context));
      return { reportId, steps: [] };
    });
  }

  @RequiresScopes('apps:suspend', 'audit:read')
  @Cost(100)
  @Mutation(() => LeakReportPayload, {
    description: 'Practises a freeze with its report, without harm to the app, and says how long each step took.',
  })
  drillFreeze(
    @Arg('input', () => LeakPeriodInput, { description: 'App and period.' }) input: LeakPeriodInput,
    @Ctx() context: OperationContext,
  ): Promise<LeakReportPayload> {
    return this.#report(context, () => this.#acts.drillFreeze.run(periodOf(input, context)));
  }

  #freeze(context: OperationContext, act: () => Promise<string>): Promise<FreezePayload> {
    return orUserErrors({ freeze: null, userErrors: [] }, placeOf, async () => {
      const id = context.ids.encode('frz', await act());
      return { freeze: await this.#reads.root('appFreeze', { id }, context), userErrors: [] };
    });
  }

  #report(
    context: OperationContext,
    act: () => Promise<{ reportId: string; steps: readonly { step: string; seconds: number; detail: string }[] }>,
  ): Promise<LeakReportPayload> {
    return orUserErrors<LeakReportPayload>({ report: null, steps: [], userErrors: [] }, placeOf, async () => {
      const { reportId, steps } = await act();
      const report = await this.#reads.root('leakReport', { id: context.ids.encode('leak', reportId) }, context);
      return { report, steps: steps.map((each) => ({ ...each, seconds: each.seconds.toFixed(3) })), userErrors: [] };
    });
  }
}

function another(context: OperationContext) {
  return (former: string | null) => void requireAnotherPerson(context, former);
}

function periodOf({ clientId, from, to }: LeakPeriodInput, context: OperationContext) {
  return { clientId, fromMs: Date.parse(from), toMs: Date.parse(to), by: actingPerson(context).id };
}

/** What is no JSON is refused as a set of keys, which names the field. */
function parsed(jwks: string): unknown {
  try {
    return JSON.parse(jwks) as unknown;
  } catch {
    return null;
  }
}
