import type { OperationIds } from '../operation-context.js';
import type { BoundReach } from '../reach.js';

export interface PlanInput {
  readonly reach: BoundReach;
  readonly ids: OperationIds;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The answer's `data`, already written as JSON text, and the objects in it by type. */
export interface PlanAnswer {
  readonly json: string;
  readonly rowCounts: Readonly<Record<string, number>>;
}

/** A document compiled to SQL statements and a serializer. Answers byte for byte what the resolvers would. */
export interface Plan {
  /**
   * @returns `undefined` when these variables need the resolvers (an argument that must be refused with a path):
   *   plans only know how to succeed
   */
  run(input: PlanInput): Promise<PlanAnswer | undefined>;
}
