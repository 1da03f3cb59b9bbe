import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../operation/index.js';
import { PageArguments } from '../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { orUserErrors } from '../operation/schema/or-user-errors.js';
import { byKey } from '../storage/index.js';
import { ownCustomerOf, placeOf } from './mutation-answers.js';
import {
  DecidePrivacyRequestInput,
  PrivacyExportPartConnection,
  PrivacyOutcomeObject,
  PrivacyRequestArguments,
  PrivacyRequestConnection,
  PrivacyRequestIdInput,
  PrivacyRequestObject,
  PrivacyRequestPayload,
  REQUEST_SCOPES,
  RequestPrivacyInput,
  RetentionRuleObject,
} from './privacy-request.type.js';
import type { DecideRequest } from './requests/decide-request.js';
import type { FileRequest } from './requests/file-request.js';
import { RETENTION_TABLE } from './retention/retention-table.js';

const NOTHING: PrivacyRequestPayload = { request: null, userErrors: [] };

/** What customers ask about their own data, and what staff do about it. */
@Resolver(() => PrivacyRequestObject)
export class PrivacyRequestsResolver {
  readonly #reads: ReadResolvers;
  readonly #file: FileRequest;
  readonly #decide: DecideRequest;

  constructor(dependencies: { reads: ReadResolvers; fileRequest: FileRequest; decideRequest: DecideRequest }) {
    this.#reads = dependencies.reads;
    this.#file = dependencies.fileRequest;
    this.#decide = dependencies.decideRequest;
  }

  @PagedList()
  @RequiresAnyScope(...REQUEST_SCOPES)
  @Query(() => PrivacyRequestConnection, {
    description: 'The customer’s requests, latest first; for staff those of all.',
  })
  privacyRequests(
    @Args(() => PrivacyRequestArguments) args: PrivacyRequestArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('privacyRequests', args, context);
  }

  @RequiresAnyScope(...REQUEST_SCOPES)
  @Query(() => PrivacyRequestObject, {
    nullable: true,
    description: 'One request; null when there is none to be seen.',
  })
  privacyRequest(
    @Arg('id', () => ID, { description: 'Id of the request.' }) id: string,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.root('privacyRequest', { id }, context);
  }

  @ListSize(20)
  @RequiresAnyScope(...REQUEST_SCOPES)
  @Query(() => [RetentionRuleObject], { description: 'What is kept, how long and why.' })
  retention(@Ctx() context: OperationContext): readonly RetentionRuleObject[] {
    context.count('RetentionRule', RETENTION_TABLE.length);
    return RETENTION_TABLE;
  }

  @ListSize(20)
  @FieldResolver(() => [PrivacyOutcomeObject], { description: 'Of an erasure: what became of each kind of data.' })
  outcomes(@Root() request: PrivacyRequestObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PrivacyRequest.outcomes', request, {}, context);
  }

  @PagedList()
  @RequiresScopes('privacy:manage')
  @FieldResolver(() => PrivacyExportPartConnection, { description: 'Of an export: its pages, for 14 days.' })
  parts(
    @Root() request: PrivacyRequestObject,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: OperationContext,
  ) {
    return this.#reads.child('PrivacyRequest.parts', request, page, context);
  }

  @RequiresScopes('privacy:manage')
  @Idempotent()
  @Cost(10)
  @Mutation(() => PrivacyRequestPayload, { description: 'Asks for a copy of one’s data, or for erasure.' })
  requestPrivacy(
    @Arg('input', () => RequestPrivacyInput, { description: 'What is asked for.' }) input: RequestPrivacyInput,
    @Ctx() context: OperationContext,
  ): Promise<PrivacyRequestPayload> {
    return orUserErrors(NOTHING, placeOf, async () =>
      this.#answer(await this.#file.file(ownCustomerOf(context), input.kind, byKey(input, context)), context),
    );
  }

  @RequiresScopes('privacy:manage')
  @Idempotent()
  @Cost(10)
  @Mutation(() => PrivacyRequestPayload, { description: 'Cancels a request that nobody approved yet.' })
  cancelPrivacyRequest(
    @Arg('input', () => PrivacyRequestIdInput, { description: 'Which.' }) input: PrivacyRequestIdInput,
    @Ctx() context: OperationContext,
  ): Promise<PrivacyRequestPayload> {
    return orUserErrors(NOTHING, placeOf, async () => {
      const requestId = context.ids.decode('pvr', input.id);
      await this.#file.cancel(ownCustomerOf(context), requestId, byKey(input, context));
      return this.#answer(requestId, context);
    });
  }

  @RequiresScopes('privacy:fulfil')
  @Idempotent()
  @Cost(10)
  @Mutation(() => PrivacyRequestPayload, {
    description: 'Approves or refuses a request; what was approved runs by itself.',
  })
  decidePrivacyRequest(
    @Arg('input', () => DecidePrivacyRequestInput, { description: 'The decision.' }) input: DecidePrivacyRequestInput,
    @Ctx() context: OperationContext,
  ): Promise<PrivacyRequestPayload> {
    return orUserErrors(NOTHING, placeOf, async () => {
      const requestId = context.ids.decode('pvr', input.id);
      await this.#decide.decide(actingPerson(context).id, requestId, input.refusal ?? null, byKey(input, context));
      return this.#answer(requestId, context);
    });
  }

  async #answer(requestId: string, context: OperationContext): Promise<PrivacyRequestPayload> {
    const id = context.ids.encode('pvr', requestId);
    return { request: await this.#reads.root('privacyRequest', { id }, context), userErrors: [] };
  }
}
