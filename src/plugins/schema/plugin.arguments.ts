import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from '../../operation/schema/connection.js';

@ArgsType()
export class PluginArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only those that have this in their name, publisher, titles or descriptions, in any case.',
  })
  search?: string;
}
