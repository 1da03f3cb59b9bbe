import { Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../../../src/operation/operation-context.js';
import { connectionOf, PageArguments } from '../../../src/operation/schema/connection.js';

@ObjectType('Account')
class AccountOfTests {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  maskedNumber!: string;

  @Field(() => String)
  type!: string;
}

const { Connection } = connectionOf('Account', AccountOfTests);

/** The field `accounts` as far as identity's pages use it, over the real table and its row-level security. */
@Resolver()
export class AccountsOfTests {
  @Query(() => Connection)
  async accounts(@Args(() => PageArguments) _page: PageArguments, @Ctx() context: OperationContext) {
    const [rows = []] = await context.reach.read([
      {
        name: 'accounts',
        text: 'SELECT id, name, number, type FROM account ORDER BY opened_at, external_ref',
        values: [],
      },
    ]);
    const edges = rows.map(([id, name, number, type]) => ({
      cursor: id,
      node: { id: context.ids.encode('acc', id ?? ''), name, maskedNumber: `****${number?.slice(-4)}`, type },
    }));
    return { edges, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } };
  }
}
