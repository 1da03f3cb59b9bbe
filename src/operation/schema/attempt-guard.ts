import type { MiddlewareFn, MiddlewareInterface } from 'type-graphql';
import type { OperationContext } from '../operation-context.js';

/**
 * Stands on the fields where something could be guessed or flooded, `@UseMiddleware(AttemptGuard)`; the composition root says
 * how attempts are counted. A class of its own, because a decorator is read before anything is composed.
 */
export class AttemptGuard implements MiddlewareInterface<OperationContext> {
  readonly use: MiddlewareFn<OperationContext>;

  constructor({ count }: { count: MiddlewareFn<OperationContext> }) {
    this.use = count;
  }
}
