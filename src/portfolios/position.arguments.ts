import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../operation/schema/connection.js';

@ArgsType()
export class PositionArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only positions that were sold completely; false: only what is held; both when left out.',
  })
  closed?: boolean | null;
}
