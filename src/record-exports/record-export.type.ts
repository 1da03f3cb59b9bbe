import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../operation/schema/connection.js';
import { Cost, NoFurtherScope, RequiresScopes } from '../operation/schema/directives.js';
import { Node } from '../operation/schema/node.type.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';

export enum RecordExportSubject {
  ALL = 'ALL',
  CUSTOMER = 'CUSTOMER',
  APP = 'APP',
}
registerEnumType(RecordExportSubject, {
  name: 'RecordExportSubject',
  description: 'Whose records an export holds.',
  valuesConfig: {
    ALL: { description: 'Everything of the period.' },
    CUSTOMER: { description: 'What concerns one customer.' },
    APP: { description: 'What concerns one app.' },
  },
});

export enum RecordExportState {
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  FAILED = 'FAILED',
}
registerEnumType(RecordExportState, {
  name: 'RecordExportState',
  description: 'How far an export has come.',
  valuesConfig: {
    PROPOSED: { description: 'In live mode: waits for another person.' },
    APPROVED: { description: 'Starts by itself.' },
    RUNNING: { description: 'Is being written; `checkpointsDone` of `checkpointsTotal` tells how far.' },
    DONE: { description: 'Can be fetched, for 30 days.' },
    REFUSED: { description: 'Another person refused it.' },
    FAILED: { description: 'Could not be written; the receipts must be verified first.' },
  },
});

export enum RecordExportDoor {
  DESK = 'DESK',
  COMMAND_LINE = 'COMMAND_LINE',
}
registerEnumType(RecordExportDoor, {
  name: 'RecordExportDoor',
  description: 'By which door the records went out.',
  valuesConfig: {
    DESK: { description: 'A member of staff, here.' },
    COMMAND_LINE: { description: 'An operator with the database; the archive is not kept.' },
  },
});

@Cost(0)
@NoFurtherScope()
@ObjectType('RecordExportChunk', { description: 'A piece of an archive.' })
export class RecordExportChunk {
  @Field(() => Int, { description: 'Counts from 0.' })
  number!: number;

  @Field(() => String, { description: 'Its bytes, base64.' })
  contentBase64!: string;
}

@RequiresScopes('records:export')
@ObjectType('RecordExport', { implements: Node, description: 'Records that were handed out, or are asked to be.' })
export class RecordExportObject extends Node {
  @Field(() => ID, { description: 'Opaque id.' })
  declare id: string;

  @Field(() => RecordExportSubject, { description: 'Whose records.' })
  subject!: RecordExportSubject;

  @Field(() => ID, { nullable: true, description: 'The customer, as `maskedCustomers` names them; null otherwise.' })
  customerId!: string | null;

  @Field(() => String, { nullable: true, description: 'Client id of the app; null otherwise.' })
  clientId!: string | null;

  @Field(() => DateTimeScalar, { description: 'Begin of the period, included.' })
  from!: string;

  @Field(() => DateTimeScalar, { description: 'End of the period, included.' })
  to!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => RecordExportDoor, { description: 'By which door.' })
  door!: RecordExportDoor;

  @Field(() => ID, { nullable: true, description: 'The person who asked; null for an operator.' })
  requestedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Account and machine of an operator; null for a person.' })
  operator!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  requestedAt!: string;

  @Field(() => RecordExportState, { description: 'How far it has come.' })
  state!: RecordExportState;

  @Field(() => ID, { nullable: true, description: 'The person who agreed or refused; null where nobody had to.' })
  decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; null where nobody had to.' })
  decidedAt!: string | null;

  @Field(() => Int, { description: 'Checkpoints of receipts that are written.' })
  checkpointsDone!: number;

  @Field(() => Int, { nullable: true, description: 'Checkpoints of the period; null before it began.' })
  checkpointsTotal!: number | null;

  @Field(() => Int, { description: 'Receipts in it so far.' })
  receiptCount!: number;

  @Field(() => String, { description: 'Its size so far, in bytes.' })
  sizeBytes!: string;

  @Field(() => Int, { description: 'Pieces so far; all of them in their order are the archive, a tar file.' })
  chunkCount!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done, refused or given up; null before.' })
  endedAt!: string | null;
}

export const { Connection: RecordExportConnection } = connectionOf('RecordExport', RecordExportObject);
