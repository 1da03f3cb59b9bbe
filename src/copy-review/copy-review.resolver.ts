import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../operation/index.js';
import { Cost, RequiresScopes } from '../operation/schema/directives.js';
import { copyReviewError } from './copy-review.errors.js';
import { CopyReviewObject, ReviewCopyInput } from './copy-review.type.js';
import { reviewCopy } from './review/review-copy.js';

/** UTF-16 code units. A text of this length takes some tens of milliseconds. */
export const COPY_LENGTH_MAX = 20_000;

/** @throws PublicError COPY_TOO_LONG */
export function requireShortCopy(text: string): void {
  if (text.length > COPY_LENGTH_MAX) throw copyReviewError('COPY_TOO_LONG', { params: { max: COPY_LENGTH_MAX } });
}

@Resolver()
export class CopyReviewResolver {
  @RequiresScopes('copy:review')
  @Cost(10)
  @Query(() => CopyReviewObject, {
    description:
      'Judges a marketing text by the rules in force. Nothing is stored; what is published goes through the same rules again.',
  })
  reviewCopy(
    @Arg('input', () => ReviewCopyInput, { description: 'The text.' }) { text, kind }: ReviewCopyInput,
    @Ctx() { clock }: OperationContext,
  ): unknown {
    requireShortCopy(text);
    return reviewCopy(text, { at: clock.now(), appliesTo: kind ?? 'CAMPAIGN' });
  }
}
