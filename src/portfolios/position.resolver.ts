import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Account } from '../accounts/index.js';
import { Instrument } from '../market/index.js';
import type { OperationContext } from '../operation/operation-context.js';
import type { ReadResolvers } from '../operation/plan/read-resolvers.js';
import { PageArguments } from '../operation/schema/connection.js';
import { PagedList, RequiresScopes } from '../operation/schema/directives.js';
import { Lot, LotConnection } from './lot.type.js';
import { PositionArguments } from './position.arguments.js';
import { Position, PositionConnection } from './position.type.js';

@Resolver(() => Position)
export class PositionResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('positions:read')
  @Query(() => PositionConnection, {
    description: 'What all accounts that the grant covers hold and held, oldest first.',
  })
  positions(@Args(() => PositionArguments) args: PositionArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('positions', args, context);
  }

  @PagedList()
  @RequiresScopes('positions:read')
  @Query(() => LotConnection, {
    name: 'lots',
    description: 'Open tax lots of all accounts that the grant covers, first acquired first.',
  })
  allLots(@Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('lots', page, context);
  }

  @RequiresScopes('market:read')
  @FieldResolver(() => Instrument, { description: 'What is held. Scope `market:read`.' })
  instrument(@Root() position: Position, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.instrument', position, {}, context);
  }

  @RequiresScopes('accounts:read')
  @FieldResolver(() => Account, { description: 'The account that holds it.' })
  account(@Root() position: Position, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.account', position, {}, context);
  }

  @PagedList()
  @RequiresScopes('positions:read')
  @FieldResolver(() => LotConnection, { description: 'Open tax lots, first acquired first.' })
  lots(@Root() position: Position, @Args(() => PageArguments) page: PageArguments, @Ctx() context: OperationContext) {
    return this.#reads.child('Position.lots', position, page, context);
  }
}

@Resolver(() => Lot)
export class LotResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @FieldResolver(() => Position, { description: 'The position that the lot is a part of.' })
  position(@Root() lot: Lot, @Ctx() context: OperationContext) {
    return this.#reads.child('Lot.position', lot, {}, context);
  }
}
