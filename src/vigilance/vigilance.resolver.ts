import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers, requireAnotherPerson } from '../operation/index.js';
import { Cost, ListSize, PagedList, RequiresAnyScope, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { byCode, orUserErrors } from '../operation/schema/or-user-errors.js';
import { byKey } from '../storage/index.js';
import type { DecideCase } from './steps/decide-case.js';
import type { Appellant, FileAppeal } from './steps/file-appeal.js';
import { vigilanceError } from './vigilance.errors.js';
import { CaseDecision } from './vigilance-case.enums.js';
import {
  AppealCaseInput,
  AppealCasePayload,
  CASE_SCOPES,
  DecideCaseInput,
  DecideCasePayload,
  VigilanceAppealObject,
  VigilanceCaseArguments,
  VigilanceCaseConnection,
  VigilanceCaseObject,
  VigilanceFindingObject,
} from './vigilance-case.type.js';

/** One view for the app, its publisher's people and staff: row-level security decides which cases each of them sees. */
@Resolver(() => VigilanceCaseObject)
export class VigilanceResolver {
  readonly #reads: ReadResolvers;
  readonly #appeal: FileAppeal;
  readonly #decide: DecideCase;

  constructor(dependencies: { reads: ReadResolvers; fileAppeal: FileAppeal; decideCase: DecideCase }) {
    this.#reads = dependencies.reads;
    this.#appeal = dependencies.fileAppeal;
    this.#decide = dependencies.decideCase;
  }

  @PagedList()
  @RequiresAnyScope(...CASE_SCOPES)
  @Query(() => VigilanceCaseConnection, {
    description: 'Cases of unusual behaviour, latest first: of this app, of the publisher’s apps, or of all for staff.',
  })
  vigilanceCases(@Args(() => VigilanceCaseArguments) args: VigilanceCaseArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('vigilanceCases', args, context);
  }

  @RequiresAnyScope(...CASE_SCOPES)
  @Query(() => VigilanceCaseObject, { nullable: true, description: 'One case; null when there is none to be seen.' })
  vigilanceCase(@Arg('id', () => ID, { description: 'Id of the case.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('vigilanceCase', { id }, context);
  }

  @ListSize(6)
  @FieldResolver(() => [VigilanceFindingObject], { description: 'What was noticed, first to last.' })
  findings(@Root() of: VigilanceCaseObject, @Ctx() context: OperationContext) {
    return this.#reads.child('VigilanceCase.findings', of, {}, context);
  }

  @ListSize(3)
  @FieldResolver(() => [VigilanceAppealObject], { description: 'Appeals, first to last.' })
  appeals(@Root() of: VigilanceCaseObject, @Ctx() context: OperationContext) {
    return this.#reads.child('VigilanceCase.appeals', of, {}, context);
  }

  @RequiresAnyScope('standing:manage', 'standing:appeal')
  @Idempotent()
  @Cost(10)
  @Mutation(() => AppealCasePayload, {
    description: 'Appeals against what is done about an app. Staff decide; the owner is told by an event.',
  })
  appealCase(
    @Arg('input', () => AppealCaseInput, { description: 'The appeal.' }) input: AppealCaseInput,
    @Ctx() context: OperationContext,
  ): Promise<AppealCasePayload> {
    return orUserErrors({ case: null, userErrors: [] }, placeOf, async () => {
      const caseId = context.ids.decode('case', input.caseId);
      await this.#appeal.file(appellantOf(context), caseId, input.text, byKey(input, context));
      return { case: await this.#read(caseId, context), userErrors: [] };
    });
  }

  @RequiresScopes('vigilance:decide')
  @Idempotent()
  @Cost(10)
  @Mutation(() => DecideCasePayload, {
    description: 'Ends a case or lets its step stand. Lifting a freeze takes two people in live mode.',
  })
  decideCase(
    @Arg('input', () => DecideCaseInput, { description: 'The decision.' }) input: DecideCaseInput,
    @Ctx() context: OperationContext,
  ): Promise<DecideCasePayload> {
    return orUserErrors<DecideCasePayload>({ case: null, decision: null, userErrors: [] }, placeOf, async () => {
      const caseId = context.ids.decode('case', input.caseId);
      const decision = { caseId, personId: actingPerson(context).id, verdict: input.verdict, reason: input.reason };
      const outcome = await this.#decide.decide(
        decision,
        (former) => requireAnotherPerson(context, former),
        byKey(input, context),
      );
      return { case: await this.#read(caseId, context), decision: CaseDecision[outcome], userErrors: [] };
    });
  }

  #read(caseId: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('vigilanceCase', { id: context.ids.encode('case', caseId) }, context);
  }
}

/** A token of one customer speaks for that customer, not for the app. */
function appellantOf({ grant }: OperationContext): Appellant {
  const { person, customerId, appId } = grant;
  if (person?.publisherId) return { publisherId: person.publisherId, personId: person.id };
  if (customerId !== null) throw vigilanceError('CASE_NOT_FOUND');
  return { appId };
}

const placeOf = byCode({
  CASE_NOT_FOUND: 'caseId',
  CASE_HELD_BY_FREEZE: 'caseId',
  APPEAL_PENDING: 'caseId',
  APPEAL_INVALID: 'text',
  DECISION_INVALID: 'reason',
});
