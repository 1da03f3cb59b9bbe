import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { PageArguments } from '../../operation/schema/connection.js';
import { Cost, ListSize, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { Idempotent } from '../../operation/schema/idempotent.js';
import { orUserErrors } from '../../operation/schema/or-user-errors.js';
import type { DecideProposal } from '../invocation/decide-proposal.js';
import type { InvokePlugin } from '../invocation/invoke-plugin.js';
import {
  InvokePluginInput,
  InvokePluginPayload,
  PluginProposalInput,
  PluginProposalPayload,
} from './customer.inputs.js';
import { customerOf } from './customer-of.js';
import { placeAt } from './mutation-answers.js';
import {
  PluginProposalConnection,
  PluginProposalObject,
  PluginRunConnection,
  PluginRunObject,
} from './plugin-run.type.js';

/** Running plugins, what came of it, and what they propose. */
@Resolver(() => PluginRunObject)
export class PluginRunsResolver {
  readonly #reads: ReadResolvers;
  readonly #invoke: InvokePlugin;
  readonly #decide: DecideProposal;

  constructor(dependencies: { reads: ReadResolvers; invokePlugin: InvokePlugin; decideProposal: DecideProposal }) {
    this.#reads = dependencies.reads;
    this.#invoke = dependencies.invokePlugin;
    this.#decide = dependencies.decideProposal;
  }

  @RequiresScopes('plugins:run')
  @Idempotent()
  @Cost(10)
  @Mutation(() => InvokePluginPayload, {
    description:
      'Runs a tool of a plugin that the customer installed. It reads what both the installation and this grant allow; its input and its fuel are metered besides this operation.',
  })
  invokePlugin(
    @Arg('input', () => InvokePluginInput, { description: 'The call.' }) input: InvokePluginInput,
    @Ctx() context: OperationContext,
  ): Promise<InvokePluginPayload> {
    const nothing: InvokePluginPayload = {
      result: null,
      resultSchema: null,
      disclaimer: null,
      run: null,
      userErrors: [],
    };
    return orUserErrors(nothing, placeAt('plugin'), async () => {
      const { plugin, tool, args, versions, idempotencyKey: key } = input;
      const { grant, operationId } = context;
      const target = 'tool';
      const call = { grant, operationId, plugin, tool, args: args as Record<string, unknown>, target, key } as const;
      const carried = await this.#invoke.invoke({ ...call, range: versions ?? undefined });
      const { manifest, resultSchema } = carried.run.tool;
      return {
        result: carried.result,
        resultSchema,
        disclaimer: manifest.disclaimer,
        run: await this.#reads.root('pluginRun', { id: context.ids.encode('run', carried.run.id) }, context),
        userErrors: [],
      };
    });
  }

  @PagedList()
  @RequiresScopes('plugins:run')
  @Query(() => PluginRunConnection, { description: 'Runs of plugins, latest first: for an app, its own.' })
  pluginRuns(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginRuns', page, context);
  }

  @RequiresScopes('plugins:run')
  @Query(() => PluginRunObject, { nullable: true, description: 'One run by its id; null when there is none.' })
  pluginRun(@Arg('id', () => ID, { description: 'Id of the run.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginRun', { id }, context);
  }

  @ListSize(5)
  @FieldResolver(() => [PluginProposalObject], { description: 'What it proposes.' })
  proposals(@Root() run: PluginRunObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginRun.proposals', run, {}, context);
  }

  @PagedList()
  @RequiresScopes('plugins:run')
  @Query(() => PluginProposalConnection, { description: 'Proposals that wait for the customer.' })
  pluginProposals(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('pluginProposals', page, context);
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Mutation(() => PluginProposalPayload, {
    description: 'Confirms a proposal: it is carried out once, under the consents that the plugin ran under.',
  })
  confirmPluginProposal(
    @Arg('input', () => PluginProposalInput, { description: 'Which.' }) { id }: PluginProposalInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginProposalPayload> {
    return this.#decided(id, context, (customerId, proposalId) => this.#decide.confirm(customerId, proposalId));
  }

  @RequiresScopes('plugins:manage')
  @Cost(10)
  @Mutation(() => PluginProposalPayload, { description: 'Declines a proposal; nothing happens.' })
  declinePluginProposal(
    @Arg('input', () => PluginProposalInput, { description: 'Which.' }) { id }: PluginProposalInput,
    @Ctx() context: OperationContext,
  ): Promise<PluginProposalPayload> {
    return this.#decided(id, context, (customerId, proposalId) => this.#decide.decline(customerId, proposalId));
  }

  #decided(
    id: string,
    context: OperationContext,
    decide: (customerId: string, proposalId: string) => Promise<void>,
  ): Promise<PluginProposalPayload> {
    return orUserErrors<PluginProposalPayload>({ proposal: null, userErrors: [] }, placeAt('id'), async () => {
      await decide(customerOf(context), context.ids.decode('prp', id));
      return { proposal: await this.#reads.root('pluginProposal', { id }, context), userErrors: [] };
    });
  }
}

@Resolver(() => PluginProposalObject)
export class PluginProposalsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @FieldResolver(() => PluginRunObject, { nullable: true, description: 'The run that led to it.' })
  run(@Root() proposal: PluginProposalObject, @Ctx() context: OperationContext) {
    return this.#reads.child('PluginProposal.run', proposal, {}, context);
  }
}
