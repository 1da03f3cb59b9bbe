import { Ctx, Field, ID, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import type { OperationContext } from '../../../operation/operation-context.js';
import { actingPerson } from '../../../operation/require-another-person.js';
import { NoFurtherScope, RequiresAnyScope } from '../../../operation/schema/directives.js';

enum PersonKindEnum {
  STAFF = 'STAFF',
  MEMBER = 'MEMBER',
}

registerEnumType(PersonKindEnum, {
  name: 'PersonKind',
  description: 'Who works with the platform.',
  valuesConfig: {
    STAFF: { description: 'Of the brokerage.' },
    MEMBER: { description: 'Of a publisher of apps and plugins.' },
  },
});

@NoFurtherScope()
@ObjectType({ description: 'Who is signed in at this desk, and what they may do.' })
export class Desk {
  @Field(() => ID, { description: 'The person, as other staff see them in records and decisions.' })
  personId!: string;

  @Field(() => PersonKindEnum, { description: 'Which desk this is.' })
  kind!: PersonKindEnum;

  @Field(() => [String], { description: 'Scopes that the person’s roles give at this moment, sorted.' })
  acts!: string[];
}

@Resolver()
export class DeskResolver {
  @RequiresAnyScope('desk:staff', 'desk:member')
  @Query(() => Desk, { description: 'Who is signed in at this desk. For people alone.' })
  desk(@Ctx() context: OperationContext): Desk {
    const { id, kind } = actingPerson(context);
    return {
      personId: context.ids.encode('per', id),
      kind: PersonKindEnum[kind],
      acts: [...context.grant.scopes].sort(),
    };
  }
}
