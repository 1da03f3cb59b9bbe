import type { JWK } from 'jose';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import { pluginError } from '../plugins.errors.js';
import type { Publishing } from '../registry/publishing.js';
import { placeAt } from './mutation-answers.js';
import { PluginConnection } from './plugin.type.js';
import {
  PluginKeyPayload,
  PluginVersionPayload,
  PublishPluginInput,
  PublishPluginPayload,
  RegisterPluginKeyInput,
  RevokePluginKeyInput,
  WithdrawPluginInput,
} from './registry.inputs.js';

/** What publishers do, as an app of their own or at their desk. */
@Resolver()
export class PublishingResolver {
  readonly #reads: ReadResolvers;
  readonly #publishing: Publishing;

  constructor(dependencies: { reads: ReadResolvers; publishing: Publishing }) {
    this.#reads = dependencies.reads;
    this.#publishing = dependencies.publishing;
  }

  @PagedList()
  @RequiresScopes('plugins:publish')
  @Query(() => PluginConnection, { description: 'The plugins of this publisher, also those that are not listed.' })
  publishedPlugins(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('publishedPlugins', page, context);
  }

  @RequiresScopes('plugins:publish')
  @Cost(100)
  @Mutation(() => PublishPluginPayload, {
    description: 'Submits a version. It is checked, then reviewed by two people, then released in stages.',
  })
  publishPlugin(
    @Arg('input', () => PublishPluginInput, { description: 'The package.' }) input: PublishPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PublishPluginPayload> {
    const nothing: PublishPluginPayload = { version: null, problems: [], userErrors: [] };
    return orUserErrors(nothing, placeAt('package'), async () => {
      const party = await this.#publishing.party(context.grant);
      const submission = await this.#publishing.submit.submit(party, Buffer.from(input.package, 'base64'));
      if (!('problems' in submission))
        return { version: await this.#version(submission.versionId, context), problems: [], userErrors: [] };
      const reason = `it has ${submission.problems.length} problems.`;
      const { code, message } = pluginError('PLUGIN_PACKAGE_REFUSED', { params: { reason } });
      const userErrors = [{ field: ['input', 'package'], code, message }];
      return { version: null, problems: [...submission.problems], userErrors };
    });
  }

  @RequiresScopes('plugins:publish')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description:
      'Withdraws a version: it runs no more, who has it goes back to the newest one that the consent covers.',
  })
  yankPluginVersion(
    @Arg('input', () => WithdrawPluginInput, { description: 'Which, and why.' }) input: WithdrawPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return this.#withdraw('YANKED', input, context);
  }

  @RequiresScopes('plugins:publish')
  @Cost(10)
  @Mutation(() => PluginVersionPayload, {
    description: 'Ends the offer of a version; those who have it keep it.',
  })
  deprecatePluginVersion(
    @Arg('input', () => WithdrawPluginInput, { description: 'Which, and why.' }) input: WithdrawPluginInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return this.#withdraw('DEPRECATED', input, context);
  }

  @RequiresScopes('plugins:publish')
  @Cost(10)
  @Mutation(() => PluginKeyPayload, { description: 'Registers a key that packages of this publisher are signed with.' })
  registerPluginKey(
    @Arg('input', () => RegisterPluginKeyInput, { description: 'The key.' }) input: RegisterPluginKeyInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginKeyPayload> {
    return orUserErrors<PluginKeyPayload>({ kid: null, userErrors: [] }, placeAt('jwk'), async () => {
      const { publisherId } = await this.#publishing.party(context.grant);
      return { kid: await this.#publishing.keys.register(publisherId, input.jwk as JWK), userErrors: [] };
    });
  }

  @RequiresScopes('plugins:publish')
  @Cost(10)
  @Mutation(() => PluginKeyPayload, {
    description:
      'Revokes a key: it signs nothing new, what it signed is offered to nobody any more, and goes on for those who have it.',
  })
  revokePluginKey(
    @Arg('input', () => RevokePluginKeyInput, { description: 'Which.' }) { kid }: RevokePluginKeyInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginKeyPayload> {
    return orUserErrors<PluginKeyPayload>({ kid: null, userErrors: [] }, placeAt('kid'), async () => {
      const party = await this.#publishing.party(context.grant);
      if (!(await this.#publishing.keys.revoke(party, kid))) throw pluginError('PLUGIN_NOT_FOUND');
      return { kid, userErrors: [] };
    });
  }

  #withdraw(
    to: 'YANKED' | 'DEPRECATED',
    input: WithdrawPluginInput,
    context: OperationContext,
  ): Promise<PluginVersionPayload> {
    return orUserErrors<PluginVersionPayload>({ version: null, userErrors: [] }, placeAt('version'), async () => {
      const party = await this.#publishing.party(context.grant);
      const versionId = await this.#publishing.withdraw.withdraw(to, party, input);
      return { version: await this.#version(versionId, context), userErrors: [] };
    });
  }

  #version(versionId: string, context: OperationContext): Promise<unknown> {
    return this.#reads.root('pluginVersion', { id: context.ids.encode('plv', versionId) }, context);
  }
}
