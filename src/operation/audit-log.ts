import type { CauseKind } from './grant.js';

/** One executed or refused operation: who read which fields of how many rows, under which grant, why, at what cost. */
export interface OperationRecord {
  readonly id: string;
  readonly at: number;
  readonly cause: CauseKind;
  /** The event or the parent operation that made it run. */
  readonly causeId: string | null;
  /** On whose account: the hook (HOOK) or the plugin version (PLUGIN). */
  readonly actorId: string | null;
  readonly grantId: string;
  readonly appId: string;
  readonly customerId: string | null;
  /** Staff or a member who acted; null for apps and customers. */
  readonly personId: string | null;
  readonly operationHash: string;
  readonly operationName: string | null;
  /** `Type.field` coordinates that the document selects. */
  readonly fields: readonly string[];
  /** Objects that left, by type. */
  readonly rowCounts: Readonly<Record<string, number>>;
  readonly costRequested: number;
  readonly costActual: number;
  readonly durationUs: number;
  /** `OK` or the code of the refusal. */
  readonly outcome: string;
}

/** Port, implemented by audit. The promise resolves once the record is durable: an answer leaves only after that. */
export interface AuditLog {
  record(record: OperationRecord): Promise<void>;
}
