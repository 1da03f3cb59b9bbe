import type { PrivacyRequestKind } from './file-request.js';

/** A request that was approved and is being carried out; whoever holds one holds the lock on its row. */
export interface RunningRequest {
  readonly id: string;
  readonly customerId: string;
  readonly kind: PrivacyRequestKind;
  /** How far it came: the section of an export, the step of an erasure. */
  readonly section: number;
  readonly cursor: string | null;
}
