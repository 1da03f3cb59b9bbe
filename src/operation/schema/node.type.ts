import { Field, ID, InterfaceType } from 'type-graphql';
import { NoFurtherScope } from './directives.js';

/** Relay's Node: anything that can be fetched again by its id alone. */
@InterfaceType({
  description: 'Anything that can be fetched again by its id (Relay).',
  resolveType: (value: { __typename?: string }) => value.__typename,
})
export abstract class Node {
  @NoFurtherScope()
  @Field(() => ID, {
    description: 'Opaque id, valid for this app only: two apps see different ids for the same customer data.',
  })
  id!: string;
}
