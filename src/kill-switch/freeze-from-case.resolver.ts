import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../operation/index.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { Idempotent } from '../operation/schema/idempotent.js';
import { orUserErrors } from '../operation/schema/or-user-errors.js';
import { byKey } from '../storage/index.js';
import { VigilanceCaseObject } from '../vigilance/index.js';
import type { FreezeFromCase } from './freeze-from-case.js';
import { FreezeFromCaseInput, FreezePayload } from './kill-switch.inputs.js';
import { AppFreezeObject } from './kill-switch.type.js';
import { placeOfCase } from './mutation-answers.js';

/** Whoever reviews a case goes on to the full freeze, and a freeze says which case led to it. */
@Resolver(() => AppFreezeObject)
export class FreezeFromCaseResolver {
  readonly #reads: ReadResolvers;
  readonly #freeze: FreezeFromCase;

  constructor(dependencies: { reads: ReadResolvers; freezeFromCase: FreezeFromCase }) {
    this.#reads = dependencies.reads;
    this.#freeze = dependencies.freezeFromCase;
  }

  @RequiresScopes('vigilance:decide')
  @FieldResolver(() => VigilanceCaseObject, {
    nullable: true,
    description: 'The case that led to it; null when none did.',
  })
  case(@Root() freeze: AppFreezeObject, @Ctx() context: OperationContext) {
    return this.#reads.child('AppFreeze.case', freeze, {}, context);
  }

  @RequiresScopes('vigilance:decide', 'apps:suspend')
  @Cost(10)
  @Idempotent()
  @Mutation(() => FreezePayload, {
    description:
      'Goes from a case to the full freeze, see `freezeApp`. In live mode it is proposed, and another person confirms. The case stays open and ends with the freeze; a proposal that is withdrawn leaves it as it was.',
  })
  freezeFromCase(
    @Arg('input', () => FreezeFromCaseInput, { description: 'Which case, and why.' }) input: FreezeFromCaseInput,
    @Ctx() context: OperationContext,
  ): Promise<FreezePayload> {
    const work = async () => {
      const caseId = context.ids.decode('case', input.caseId);
      const request = { caseId, reason: input.reason, by: actingPerson(context).id };
      const { freezeId } = await this.#freeze.freeze(request, byKey(input, context));
      const id = context.ids.encode('frz', freezeId);
      return { freeze: await this.#reads.root('appFreeze', { id }, context), userErrors: [] };
    };
    return orUserErrors<FreezePayload>({ freeze: null, userErrors: [] }, placeOfCase, work);
  }
}

@Resolver(() => VigilanceCaseObject)
export class FreezesOfCasesResolver {
  readonly #reads: ReadResolvers;

  constructor(dependencies: { reads: ReadResolvers }) {
    this.#reads = dependencies.reads;
  }

  @RequiresScopes('apps:suspend')
  @FieldResolver(() => AppFreezeObject, {
    nullable: true,
    description: 'The latest freeze that people proposed or carried out from it; null when there is none.',
  })
  freeze(@Root() of: VigilanceCaseObject, @Ctx() context: OperationContext) {
    return this.#reads.child('VigilanceCase.freeze', of, {}, context);
  }
}
