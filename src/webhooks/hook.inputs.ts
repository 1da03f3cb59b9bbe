import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ListSize, NoFurtherScope } from '../operation/schema/directives.js';
import { DateTimeScalar } from '../operation/schema/scalars.js';
import { UserErrorType } from '../operation/schema/user-error.type.js';
import { HookObject } from './hook.type.js';

const EVENTS = 'Types of events, or groups as in `grant.*`; at most 50.';
const DOCUMENT = 'A query that declares `$event: ID!` and begins with `event(id: $event)`.';
const CONCURRENCY = 'Deliveries on their way at once, 1 to 64.';
const RATE = 'Deliveries started per second, 1 to 2000.';

@InputType({ description: 'A new hook.' })
export class RegisterHookInput {
  @Field(() => String, { description: 'https URL on the public internet (in the sandbox also http on loopback).' })
  url!: string;

  @Field(() => [String], { description: EVENTS })
  events!: string[];

  @Field(() => String, { description: DOCUMENT })
  document!: string;

  @Field(() => String, { nullable: true, description: 'What you call it.' })
  description?: string;

  @Field(() => Int, { nullable: true, description: `${CONCURRENCY} 8 when left out.` })
  concurrencyMax?: number;

  @Field(() => Int, { nullable: true, description: `${RATE} 100 when left out.` })
  ratePerSecond?: number;
}

@InputType({ description: 'What is to change; what is left out stays.' })
export class UpdateHookInput {
  @Field(() => ID, { description: 'Which hook.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'New URL.' })
  url?: string;

  @Field(() => [String], { nullable: true, description: EVENTS })
  events?: string[];

  @Field(() => String, { nullable: true, description: DOCUMENT })
  document?: string;

  @Field(() => String, { nullable: true, description: 'What you call it.' })
  description?: string;

  @Field(() => Int, { nullable: true, description: CONCURRENCY })
  concurrencyMax?: number;

  @Field(() => Int, { nullable: true, description: RATE })
  ratePerSecond?: number;
}

@InputType({ description: 'Which hook.' })
export class HookIdInput {
  @Field(() => ID, { description: 'Which hook.' })
  id!: string;
}

@InputType({ description: 'Which hook gets new keys.' })
export class RotateHookSecretInput extends HookIdInput {
  @Field(() => Int, {
    nullable: true,
    description: 'How many hours the former keys sign along, 0 to 168; 24 when left out, 0 after a leak.',
  })
  overlapHours?: number;
}

@InputType({ description: 'Which deliveries are sent again.' })
export class ReplayDeliveriesInput {
  @Field(() => ID, { nullable: true, description: 'One delivery; then the other fields are not needed.' })
  deliveryId?: string;

  @Field(() => ID, { nullable: true, description: 'All of this hook in the span.' })
  hookId?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made at this instant or later.' })
  from?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made before this instant.' })
  to?: string;

  @Field(() => Boolean, { nullable: true, description: 'Only what did not arrive; true when left out.' })
  onlyUndelivered?: boolean;
}

@InputType({ description: 'A payload to be tried out.' })
export class DryRunHookInput {
  @Field(() => ID, { description: 'A past event of this app’s feed.' })
  eventId!: string;

  @Field(() => String, { nullable: true, description: 'The document to try; or give `hookId`.' })
  document?: string;

  @Field(() => ID, { nullable: true, description: 'The hook whose document is tried.' })
  hookId?: string;
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of registering a hook or renewing its keys.' })
export class HookSecretPayload {
  @Field(() => HookObject, { nullable: true, description: 'The hook; null when there was an error.' })
  hook!: unknown;

  @Field(() => String, { nullable: true, description: '`whsec_…`: checks `v1` signatures. Shown this once.' })
  secret!: string | null;

  @Field(() => String, { nullable: true, description: '`whpk_…`: checks `v1a` signatures; no secret.' })
  publicKey!: string | null;

  @ListSize(1)
  @Field(() => [[String]], {
    nullable: true,
    description: 'What a consent must hold for the document: one scope of each list, at least.',
  })
  requiredScopes!: string[][] | null;

  @Field(() => Int, { nullable: true, description: 'Cost points of one payload, at most.' })
  cost!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of changing a hook.' })
export class HookPayload {
  @Field(() => HookObject, { nullable: true, description: 'The hook as it is now; null when there was an error.' })
  hook!: unknown;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of `replayDeliveries`.' })
export class ReplayDeliveriesPayload {
  @Field(() => Int, { nullable: true, description: 'How many are sent again; at most 10000 at once.' })
  replayed!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend; empty on success.' })
  userErrors!: UserErrorType[];
}

@NoFurtherScope()
@ObjectType({ description: 'The outcome of `dryRunHook`. Nothing was sent.' })
export class DryRunHookPayload {
  @Field(() => String, { nullable: true, description: 'The body that would have been posted, as text.' })
  payload!: string | null;

  @ListSize(1)
  @Field(() => [[String]], { nullable: true, description: 'What a consent must hold for the document.' })
  requiredScopes!: string[][] | null;

  @Field(() => Int, { nullable: true, description: 'Cost points of one payload, at most.' })
  cost!: number | null;

  @ListSize(1)
  @Field(() => [UserErrorType], { description: 'What the sender can mend, or why nothing would be sent.' })
  userErrors!: UserErrorType[];
}
