import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { EventObject } from '../events/index.js';
import type { OperationContext, ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { orUserErrors } from '../operation/schema/or-user-errors.js';
import type { UserErrorType } from '../operation/schema/user-error.type.js';
import {
  HookIdInput,
  HookPayload,
  HookSecretPayload,
  RegisterHookInput,
  RotateHookSecretInput,
  UpdateHookInput,
} from './hook.inputs.js';
import {
  DeliveryArguments,
  DeliveryAttemptObject,
  DeliveryConnection,
  DeliveryObject,
  HookConnection,
  HookObject,
} from './hook.type.js';
import type { ChangeHook } from './hooks/change-hook.js';
import type { NewSecret } from './hooks/hook-secrets.js';
import type { RegisterHook } from './hooks/register-hook.js';
import { asUserError, ownAppOf, placeAt } from './mutation-answers.js';

/** Hooks of the app that acts. Row-level security shows no others; use-cases look for the owner first. */
@Resolver(() => HookObject)
export class HooksResolver {
  readonly #reads: ReadResolvers;
  readonly #register: RegisterHook;
  readonly #change: ChangeHook;

  constructor(dependencies: { reads: ReadResolvers; registerHook: RegisterHook; changeHook: ChangeHook }) {
    this.#reads = dependencies.reads;
    this.#register = dependencies.registerHook;
    this.#change = dependencies.changeHook;
  }

  @PagedList()
  @RequiresScopes('hooks:manage')
  @Query(() => HookConnection, { description: 'The hooks of this app, oldest first.' })
  hooks(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('hooks', page, context);
  }

  @RequiresScopes('hooks:manage')
  @Query(() => HookObject, { nullable: true, description: 'One hook of this app; null when there is none.' })
  hook(@Arg('id', () => ID, { description: 'Id of the hook.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('hook', { id }, context);
  }

  @PagedList()
  @RequiresScopes('hooks:manage')
  @FieldResolver(() => DeliveryConnection, { description: 'What was and is to be sent, latest first.' })
  deliveries(
    @Root() hook: HookObject,
    @Args(() => DeliveryArguments) args: DeliveryArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('Hook.deliveries', hook, args, context);
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookSecretPayload, { description: 'Registers a hook; its secret is shown this once.' })
  registerHook(
    @Arg('input', () => RegisterHookInput, { description: 'The hook.' }) input: RegisterHookInput,
    @Ctx() context: OperationContext,
  ): Promise<HookSecretPayload> {
    return this.#answer(NO_SECRET, async () => {
      const outcome = await this.#register.register(ownAppOf(context), withoutNulls(input));
      if ('refusals' in outcome) return { ...NO_SECRET, userErrors: outcome.refusals.map(asUserError) };
      const { required, cost } = outcome.document;
      return {
        hook: await this.#read(outcome.hookId, context),
        ...shown(outcome.secrets),
        requiredScopes: required.map((requirement) => requirement.flat()),
        cost,
        userErrors: [],
      };
    });
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookPayload, { description: 'Changes a hook. Payloads that were rendered before keep their bytes.' })
  updateHook(
    @Arg('input', () => UpdateHookInput, { description: 'The changes.' }) { id, ...changes }: UpdateHookInput,
    @Ctx() context: OperationContext,
  ): Promise<HookPayload> {
    return this.#changed(id, context, async (appId, hookId) =>
      (await this.#change.update(appId, hookId, withoutNulls(changes))).map(asUserError),
    );
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookPayload, { description: 'Stops a hook; its deliveries wait.' })
  pauseHook(
    @Arg('input', () => HookIdInput, { description: 'Which.' }) { id }: HookIdInput,
    @Ctx() context: OperationContext,
  ): Promise<HookPayload> {
    return this.#changed(id, context, (appId, hookId) => this.#change.pause(appId, hookId));
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookPayload, { description: 'Lets a paused hook send again, what waited first.' })
  resumeHook(
    @Arg('input', () => HookIdInput, { description: 'Which.' }) { id }: HookIdInput,
    @Ctx() context: OperationContext,
  ): Promise<HookPayload> {
    return this.#changed(id, context, (appId, hookId) => this.#change.resume(appId, hookId));
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookPayload, { description: 'Ends a hook for good; what waits is cancelled, its log stays.' })
  deleteHook(
    @Arg('input', () => HookIdInput, { description: 'Which.' }) { id }: HookIdInput,
    @Ctx() context: OperationContext,
  ): Promise<HookPayload> {
    return this.#changed(id, context, (appId, hookId) => this.#change.delete(appId, hookId));
  }

  @RequiresScopes('hooks:manage')
  @Cost(10)
  @Mutation(() => HookSecretPayload, { description: 'Gives a hook new keys; the former ones sign along for a while.' })
  rotateHookSecret(
    @Arg('input', () => RotateHookSecretInput, { description: 'Which.' }) input: RotateHookSecretInput,
    @Ctx() context: OperationContext,
  ): Promise<HookSecretPayload> {
    return this.#answer(NO_SECRET, async () => {
      const hookId = context.ids.decode('hook', input.id);
      const secrets = await this.#change.rotateSecret(ownAppOf(context), hookId, input.overlapHours ?? 24);
      return { ...NO_SECRET, hook: await this.#read(hookId, context), ...shown(secrets) };
    });
  }

  #changed(
    id: string,
    context: OperationContext,
    act: (appId: string, hookId: string) => Promise<UserErrorType[] | void>,
  ): Promise<HookPayload> {
    return this.#answer({ hook: null, userErrors: [] }, async () => {
      const hookId = context.ids.decode('hook', id);
      const userErrors = (await act(ownAppOf(context), hookId)) ?? [];
      return { hook: userErrors.length > 0 ? null : await this.#read(hookId, context), userErrors };
    });
  }

  #read(hookId: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('hook', { id: context.ids.encode('hook', hookId) }, context);
  }

  #answer<T extends { userErrors: UserErrorType[] }>(nothing: T, work: () => Promise<T>): Promise<T> {
    return orUserErrors(nothing, placeAt('id'), work);
  }
}

@Resolver(() => DeliveryObject)
export class DeliveriesResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('hooks:manage')
  @Query(() => DeliveryObject, { nullable: true, description: 'One delivery by its `webhook-id`.' })
  delivery(@Arg('id', () => ID, { description: 'The `webhook-id`.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('delivery', { id }, context);
  }

  @FieldResolver(() => EventObject, { nullable: true, description: 'The event, as it may be seen now.' })
  event(@Root() delivery: DeliveryObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Delivery.event', delivery, {}, context);
  }

  @ListSize(10)
  @FieldResolver(() => [DeliveryAttemptObject], { description: 'All tries, first to last.' })
  attempts(@Root() delivery: DeliveryObject, @Ctx() context: OperationContext) {
    return this.#reads.child('Delivery.attempts', delivery, {}, context);
  }
}

const NO_SECRET = {
  hook: null,
  secret: null,
  publicKey: null,
  requiredScopes: null,
  cost: null,
  userErrors: [],
} satisfies HookSecretPayload;

function shown(secrets: readonly NewSecret[]) {
  return {
    secret: secrets.find(({ kind }) => kind === 'HMAC')?.shown ?? null,
    publicKey: secrets.find(({ kind }) => kind === 'ED25519')?.publicKey ?? null,
  };
}

/** A null in an optional input means the same as leaving it out. */
function withoutNulls<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as T;
}
