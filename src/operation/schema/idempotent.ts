import { Directive, Field, InputType } from 'type-graphql';
import './stated-types.js';

/**
 * A mutation that may be retried: under the same `idempotencyKey` its effect happens once, and a repetition gets the first
 * answer. Its input extends {@link IdempotentInput}, its use-case runs in `onceByKey` (storage).
 */
export function Idempotent() {
  return Directive('@idempotent');
}

/** For an input that extends another one already. */
export const IDEMPOTENCY_KEY =
  'Chosen by the client, at most 255 characters, e.g. a UUID. A repetition with the same key within 24 hours gets the first answer and changes nothing more; the same key with another input is refused.';

@InputType()
export abstract class IdempotentInput {
  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
