import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Instrument } from '../market/index.js';
import type { OperationContext } from '../operation/operation-context.js';
import type { ReadResolvers } from '../operation/plan/read-resolvers.js';
import { PageArguments } from '../operation/schema/connection.js';
import { PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { LotConnection } from './lot.type.js';
import { Position } from './position.type.js';

@Resolver(() => Position)
export class PositionResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { description: 'What is held. Scope `market:read`.' })
  instrument(@Root() position: Position, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.instrument', position, {}, context);
  }

  @PagedList()
  @RequiresScopes('positions:read')
  @FieldResolver(() => LotConnection, { description: 'Open tax lots, first acquired first.' })
  lots(@Root() position: Position, @Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.lots', position, page, context);
  }
}
