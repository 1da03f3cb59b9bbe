import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { Cost, NoFurtherScope } from './directives.js';

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'How many items from the start, 1 to 100. Pass exactly one of `first` and `last`.',
  })
  first?: number;

  @Field(() => String, { nullable: true, description: 'Only items behind this cursor. Goes with `first`.' })
  after?: string;

  @Field(() => Int, { nullable: true, description: 'How many items from the end, 1 to 100.' })
  last?: number;

  @Field(() => String, { nullable: true, description: 'Only items before this cursor. Goes with `last`.' })
  before?: string;
}

@Cost(0)
@NoFurtherScope()
@ObjectType({ description: 'Where a page stands in its list (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More items follow behind `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Items stand before `startCursor`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null on an empty page.' })
  endCursor!: string | null;
}

export interface EdgeOf<T> {
  cursor: string;
  node: T;
}

export interface ConnectionOf<T> {
  edges: EdgeOf<T>[];
  pageInfo: PageInfo;
}

/** Relay's connection and edge types for one node type: `export const { Connection, Edge } = connectionOf('Account', Account)`. */
export function connectionOf<T extends object>(name: string, node: ClassType<T>) {
  @Cost(0)
  @NoFurtherScope()
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its cursor.` })
  class Edge implements EdgeOf<T> {
    @Field(() => String, { description: 'Opaque position of this item in the list.' })
    cursor!: string;

    @Field(() => node, { description: 'The item.' })
    node!: T;
  }

  @Cost(0)
  @NoFurtherScope()
  @ObjectType(`${name}Connection`, { description: `A page of ${name} items (Relay connection).` })
  class Connection implements ConnectionOf<T> {
    @Field(() => [Edge], { description: 'The items of this page, in list order.' })
    edges!: EdgeOf<T>[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;
  }
  return { Edge, Connection };
}
