import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { OperationContext, ReadResolvers } from '../../operation/index.js';
import { ListSize, PagedList, RequiresScopes } from '../../operation/schema/directives.js';
import { Receipt, ReceiptArguments, ReceiptConnection, ReceiptCount } from './receipt.type.js';

/** The customer's view of all that was read. First-party scope: no app learns from here who else reads. */
@Resolver(() => Receipt)
export class ReceiptsResolver {
  readonly #reads: ReadResolvers;

  constructor({ reads }: { reads: ReadResolvers }) {
    this.#reads = reads;
  }

  @PagedList()
  @RequiresScopes('receipts:read')
  @Query(() => ReceiptConnection, { description: 'Every read of the customer’s data, newest first.' })
  receipts(@Args(() => ReceiptArguments) page: ReceiptArguments, @Ctx() context: OperationContext) {
    return this.#reads.root('receipts', page, context);
  }

  @RequiresScopes('receipts:read')
  @Query(() => Receipt, { nullable: true, description: 'One receipt; null when it is not the customer’s.' })
  receipt(@Arg('id', () => ID, { description: 'Id of the receipt.' }) id: string, @Ctx() context: OperationContext) {
    return this.#reads.root('receipt', { id }, context);
  }

  @ListSize(20)
  @RequiresScopes('receipts:read')
  @FieldResolver(() => [ReceiptCount], {
    description: 'How many objects of each type left; empty when it was refused.',
  })
  rowCounts(@Root() receipt: Receipt, @Ctx() context: OperationContext) {
    return this.#reads.child('Receipt.rowCounts', receipt, {}, context);
  }
}
