import { Arg, Args, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { actingPerson, type OperationContext, type ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import type { RunExtension } from '../invocation/run-extension.js';
import { affectedBy, asAffected } from '../registry/affected-customers.js';
import type { KillVersion } from '../registry/kill-version.js';
import type { LiftSuspension } from '../registry/lift-suspension.js';
import type { ReviewVersion } from '../registry/review-version.js';
import { placeAt } from './mutation-answers.js';
import { PluginVersionConnection } from './plugin-version.type.js';
import {
  ChoosePluginExtensionInput,
  KillPluginVersionInput,
  LiftPluginSuspensionInput,
  PluginVersionPayload,
  ReviewPluginInput,
} from './registry.inputs.js';

@RequiresScopes('plugins:stop')
@ObjectType('PluginAffectedCustomer', { description: 'A customer whose data a version has read.' })
export class PluginAffectedCustomerObject {
  @Field(() => ID, { description: 'The customer, as the brokerage’s systems know them.' })
  customerId!: string;

  @Field(() => Int, { description: 'How many runs read something.' })
  runs!: number;

  @Field(() => DateTimeScalar, { description: 'When first.' })
  firstAt!: string;

  @Field(() => DateTimeScalar, { description: 'When last.' })
  lastAt!: string;

  @ListSize(50)
  @Field(() => [String], { description: 'What was read, `Type.field`, from the records of the operations.' })
  fields!: readonly string[];
}

/** What staff do about plugins. */
@Resolver()
export class PluginReviewResolver {
  readonly #reads: ReadResolvers;
  readonly #review: ReviewVersion;
  readonly #kill: KillVersion;
  readonly #lift: LiftSuspension;
  readonly #extension: RunExtension;

  constructor(dependencies: {
    reads: ReadResolvers;
    reviewVersion: ReviewVersion;
    killVersion: KillVersion;
    liftSuspension: LiftSuspension;
    runExtension: RunExtension;
  }) {
    this.#extension = dependencies.runExtension;
    this.#reads = dependencies.reads;
    this.#review = dependencies.reviewVersion;
    this.#kill = dependencies.killVersion;
    this.#lift = dependencies.liftSuspension;
  }

  @PagedList()
  @RequiresScopes('plugins:review')
  @Query(() => PluginVersionConnection, { description: 'Versions that wait for a review, longest waiting first.' })
  pluginReviews(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginReviews', page, context);
  }

  @RequiresScopes('plugins:review')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description: 'Approves or refuses a version. The second approval, by another person, begins its staged release.',
  })
  reviewPlugin(
    @Arg('input', () => ReviewPluginInput, { description: 'The review.' }) input: ReviewPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return orUserErrors<PluginVersionPayload>({ version: null, userErrors: [] }, placeAt('versionId'), async () => {
      const versionId = context.ids.decode('plv', input.versionId);
      const { id: personId } = actingPerson(context);
      await this.#review.review({ versionId, personId, decision: input.decision, reason: input.reason });
      return { version: await this.#version(input.versionId, context), userErrors: [] };
    });
  }

  @PagedList()
  @RequiresScopes('plugins:review')
  @Query(() => PluginVersionConnection, { description: 'Versions that were stopped for their failures.' })
  pluginSuspensions(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginSuspensions', page, context);
  }

  @RequiresScopes('plugins:review')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description:
      'Asks for the end of a suspension. When a second person does, the version begins anew at its first stage.',
  })
  liftPluginSuspension(
    @Arg('input', () => LiftPluginSuspensionInput, { description: 'Which, and why.' }) input: LiftPluginSuspensionInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return orUserErrors<PluginVersionPayload>({ version: null, userErrors: [] }, placeAt('versionId'), async () => {
      const versionId = context.ids.decode('plv', input.versionId);
      const { id: personId } = actingPerson(context);
      await this.#lift.lift({ versionId, personId, reason: input.reason });
      return { version: await this.#version(input.versionId, context), userErrors: [] };
    });
  }

  @RequiresScopes('plugins:stop')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description: 'Kill switch: no run of the version begins any more, and none under way gives its result.',
  })
  killPluginVersion(
    @Arg('input', () => KillPluginVersionInput, { description: 'Which, and why.' }) input: KillPluginVersionInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return orUserErrors<PluginVersionPayload>({ version: null, userErrors: [] }, placeAt('versionId'), async () => {
      const versionId = context.ids.decode('plv', input.versionId);
      const { id: personId } = actingPerson(context);
      await this.#kill.kill({ versionId, personId, reason: input.reason });
      return { version: await this.#version(input.versionId, context), userErrors: [] };
    });
  }

  @RequiresScopes('plugins:stop')
  @Cost(20)
  @ListSize(100)
  @Query(() => [PluginAffectedCustomerObject], {
    description: 'Whom a version concerned and what it read, from the operations’ own records.',
  })
  async pluginAffectedCustomers(
    @Arg('versionId', () => ID, { description: 'Which version.' }) versionId: string,
    @Ctx() context: OperationContext,
  ): Promise<readonly PluginAffectedCustomerObject[]> {
    const [rows = []] = await context.reach.read([affectedBy(context.ids.decode('plv', versionId))]);
    context.count('PluginAffectedCustomer', rows.length);
    return rows.map(asAffected);
  }

  @RequiresScopes('plugins:review')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description: 'Puts a version at one of the platform’s extension points. It sees no customer’s data there.',
  })
  choosePluginExtension(
    @Arg('input', () => ChoosePluginExtensionInput, { description: 'Where, which, and why.' })
    input: ChoosePluginExtensionInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return orUserErrors<PluginVersionPayload>({ version: null, userErrors: [] }, placeAt('versionId'), async () => {
      const { target, reason } = input;
      const versionId = context.ids.decode('plv', input.versionId);
      await this.#extension.choose({ target, versionId, personId: actingPerson(context).id, reason });
      return { version: await this.#version(input.versionId, context), userErrors: [] };
    });
  }

  #version(id: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('pluginVersion', { id }, context);
  }
}
