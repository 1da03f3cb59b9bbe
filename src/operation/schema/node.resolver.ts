import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../operation-context.js';
import type { ReadResolvers } from '../plan/read-resolvers.js';
import { NoFurtherScope } from './directives.js';
import { Node } from './node.type.js';
import { requirementOf, satisfies } from './requirements.js';

@Resolver()
export class NodeResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @NoFurtherScope()
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null when it does not exist or the grant does not cover it.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Any id that this app was given.' }) id: string,
    @Ctx() context: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const type = this.#reads.typeOfId(id);
    const requirement = requirementOf(info.schema.getType(type)?.astNode?.directives);
    // Without the type's scope nothing is read: forbidden and missing are the same null.
    if (!requirement || !satisfies(context.grant.scopes, requirement)) return null;
    const row = await this.#reads.node(id, context);
    return row && { ...row, __typename: type };
  }
}
