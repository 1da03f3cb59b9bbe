import { Field, ObjectType } from 'type-graphql';
import { NoFurtherScope } from './directives.js';

@NoFurtherScope()
@ObjectType('UserError', {
  description: 'What the sender of a mutation can mend. The mutation changed nothing when there is one.',
})
export class UserErrorType {
  @Field(() => [String], { description: 'Path of the input field, e.g. `["input", "redirectUris"]`.' })
  field!: string[];

  @Field(() => String, { description: 'Stable code; each has a page in the documentation.' })
  code!: string;

  @Field(() => String, { description: 'What was wrong and what to do, for people. Its wording may change.' })
  message!: string;
}
