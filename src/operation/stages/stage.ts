import type { GraphQLSchema } from 'graphql';
import type { Clock } from '../../kernel/clock.js';
import type { PublicError } from '../../kernel/errors.js';
import type { PublicIds } from '../../kernel/ids.js';
import type { AuditLog } from '../audit-log.js';
import type { GrantStore, Installations } from '../grant.js';
import type { Meter } from '../meter.js';
import type { ReachBinder } from '../reach.js';
import type { Run } from '../run.js';
import type { DocumentStore } from '../stored-documents.js';
import type { OperationWatch } from '../watch.js';

/** Bounds of one operation, the same for every cause. */
export interface OperationLimits {
  readonly depthMax: number;
  readonly aliasesMax: number;
  readonly directivesMax: number;
  readonly fieldsMax: number;
  readonly rootFieldsMax: number;
  /** Objects that one answer may hold at most, by the static bound. */
  readonly nodesMax: number;
}

/** What the stages work with; compose.ts provides it once. */
export interface PipelineParts {
  readonly schema: GraphQLSchema;
  readonly grants: GrantStore;
  /** Left out where no plugins run: what names an installation is then refused. */
  readonly installations?: Installations;
  readonly documents: DocumentStore;
  readonly meter: Meter;
  readonly reach: ReachBinder;
  readonly audit: AuditLog;
  /** Left out, nobody watches. */
  readonly watch?: OperationWatch;
  readonly ids: PublicIds;
  readonly clock: Clock;
  readonly limits: OperationLimits;
  /** Logs an unexpected error once and gives the public one. */
  readonly mask: (error: unknown) => PublicError;
}

/** One row of the table. `run` fills in its part of the run or throws a PublicError, which refuses the operation. */
export interface Stage {
  readonly name: string;
  /** Runs even when an earlier stage refused. */
  readonly afterRefusal?: boolean;
  run(run: Run, parts: PipelineParts): void | Promise<void>;
}
