import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope, RequiresAnyScope } from '../../operation/schema/directives.js';
import { IdempotentInput } from '../../operation/schema/idempotent.js';
import { Node } from '../../operation/schema/node.type.js';
import { DateTimeScalar } from '../../operation/schema/scalars.js';
import { UserErrorType } from '../../operation/schema/user-error.type.js';
import { TicketAuthor } from '../ticket.enums.js';
import { TicketSpeaker } from '../ticket.inputs.js';
import { TICKET_READERS } from '../ticket.type.js';

@RequiresAnyScope(...TICKET_READERS)
@ObjectType('TicketAttachment', {
  implements: Node,
  description: 'A file of a ticket. Its type was checked by its content.',
})
export class TicketAttachmentObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => String, { description: 'A harmless file name with the ending of its type.' })
  name!: string;

  @Field(() => String, { description: 'Media type.' })
  mediaType!: string;

  @Field(() => Int, { description: 'Size in bytes.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'SHA-256 of the content, hex.' })
  sha256!: string;

  @Field(() => TicketAuthor, { description: 'Who added it.' })
  addedBy!: TicketAuthor;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
}

@InputType({ description: 'A file to a ticket.' })
export class AttachToTicketInput extends IdempotentInput {
  @Field(() => ID, { description: 'Which ticket; it must not have ended.' })
  ticketId!: string;

  @Field(() => String, { description: 'File name; it is cleaned.' })
  name!: string;

  @Field(() => String, {
    description:
      'image/png, image/jpeg, image/webp, image/gif, application/pdf or text/plain; the content must be of it.',
  })
  mediaType!: string;

  @Field(() => String, {
    description: 'Content in base64 with padding, at most 5 MiB and within the limit of a request.',
  })
  contentBase64!: string;

  @Field(() => TicketSpeaker, { nullable: true, description: 'Whose file; the customer’s when left out.' })
  author?: TicketSpeaker | null;
}

@NoFurtherScope()
@ObjectType('AttachToTicketPayload', { description: 'The outcome of `attachToTicket`.' })
export class AttachToTicketPayload {
  @Field(() => TicketAttachmentObject, {
    nullable: true,
    description: 'The file as it is kept; null when there was an error.',
  })
  attachment!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}
