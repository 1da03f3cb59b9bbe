import type { Clock } from '../kernel/clock.js';
import type { Cause, Grant } from './grant.js';
import type { BoundReach } from './reach.js';

/** The app's view of ids, bound to the grant's app. */
export interface OperationIds {
  encode(prefix: string, uuid: string): string;
  /**
   * @returns the UUID
   * @throws PublicError INVALID_ID when the text is no id of this kind
   */
  decode(prefix: string, publicId: string): string;
  /** Notes an object that was asked for by another key than its id, e.g. an instrument by venue and symbol. */
  named(uuid: string): void;
  /** Called for an id that leads to nothing in reach; the answer doesn't tell, the watch counts it. */
  missed(): void;
}

/** All that a resolver gets. No HTTP request, no token, no pool: what is not here can't be reached from a field. */
export interface OperationContext {
  readonly operationId: string;
  readonly grant: Grant;
  readonly cause: Cause;
  readonly reach: BoundReach;
  readonly ids: OperationIds;
  readonly clock: Clock;
  /** Counts objects that leave, for the settlement and the receipt. */
  count(type: string, objects: number): void;
  /** State that lives as long as the operation, e.g. its loaders; keyed by its owner. */
  once<T>(key: object, make: () => T): T;
}
