import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';
import { IdempotentInput } from '../operation/schema/idempotent.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { RecordExportObject } from './record-export.type.js';

@InputType({ description: 'Which records, and why. Without a customer and an app: everything of the period.' })
export class RequestRecordExportInput extends IdempotentInput {
  @Field(() => ID, { nullable: true, description: 'Only of this customer, as `maskedCustomers` names them.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only of the app with this client id.' })
  clientId?: string | null;

  @Field(() => DateTimeScalar, { description: 'Begin of the period, included.' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'End of the period, included; later than now means now.' })
  to!: string;

  @Field(() => String, { description: 'Why, 10 to 2000 characters: who asked for it under which law. It stays.' })
  reason!: string;
}

@InputType({ description: 'What another person says to an export.' })
export class DecideRecordExportInput extends IdempotentInput {
  @Field(() => ID, { description: 'Id of the export.' })
  exportId!: string;

  @Field(() => Boolean, { description: 'true: it starts. false: it never will.' })
  approve!: boolean;
}

@NoFurtherScope()
@ObjectType({ description: 'The export, or what to mend.' })
export class RecordExportPayload {
  @Field(() => RecordExportObject, { nullable: true, description: 'The export; null when there is something to mend.' })
  export!: unknown;

  @ListSize(3)
  @Field(() => [UserErrorType], { description: 'What to mend.' })
  userErrors!: UserErrorType[];
}
