import type { GraphQLSchema } from 'graphql';
import { PublicError } from '../kernel/errors.js';
import type { CompiledDocument, DocumentCompiler } from './document/compile-document.js';
import { hashOf } from './document/compile-document.js';
import type { FieldCost, StaticCost } from './document/cost.js';
import { operationNotFound } from './document/operation-not-found.js';
import { readDocument } from './document/read-document.js';
import { budgetOf, type Grant } from './grant.js';
import type { Meter, ThrottleStatus } from './meter.js';
import { operationError } from './operation.errors.js';
import { toOperation } from './operation.js';
import { insistOnScopes } from './stages/check-scopes.js';
import { insistOnShape } from './stages/limit-shape.js';
import { insistOnMaximum, insistOnNodes } from './stages/reserve-cost.js';
import type { OperationLimits } from './stages/stage.js';

export interface ExplainRequest {
  readonly source: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What an operation would cost, and whatever would refuse it however often it is sent. */
export interface Explanation {
  readonly document: CompiledDocument;
  readonly cost: StaticCost;
  readonly fields: readonly FieldCost[];
  readonly obstacles: readonly PublicError[];
}

export interface ExplainParts {
  readonly schema: GraphQLSchema;
  readonly compiler: DocumentCompiler;
  readonly meter: Meter;
  readonly limits: OperationLimits;
  readonly tokensMax: number;
  readonly documentBytesMax: number;
}

/**
 * Judges an operation by the pipeline's own rules, without running it. It gets the schema after the schema is built, because a
 * field of that schema calls it.
 */
export class ExplainOperation {
  #parts: ExplainParts | undefined;

  use(parts: ExplainParts): void {
    this.#parts = parts;
  }

  /** What the budget of this grant holds now; nothing is taken. */
  async budget(grant: Grant): Promise<ThrottleStatus> {
    return (await this.#ready().meter.reserve(budgetOf(grant), 0)).status;
  }

  /** @throws PublicError DOCUMENT_TOO_COMPLEX, DOCUMENT_INVALID, OPERATION_NOT_FOUND, INVALID_VARIABLES, INVALID_PAGE */
  explain({ source, operationName, variables }: ExplainRequest, grant: Grant, budget: ThrottleStatus): Explanation {
    const { schema, compiler, limits, tokensMax, documentBytesMax } = this.#ready();
    const bytes = Buffer.byteLength(source);
    if (bytes > documentBytesMax)
      throw operationError('DOCUMENT_TOO_COMPLEX', { params: { found: bytes, what: 'bytes', max: documentBytesMax } });
    const ast = readDocument(schema, source, tokensMax);
    const document = compiler.compile(ast, operationName, hashOf(source));
    if (!document) throw operationNotFound(ast);
    const unsent = {
      id: '',
      document,
      rawVariables: variables ?? {},
      grantId: grant.id,
      cause: { kind: 'LIVE' },
    } as const;
    const given = toOperation(schema, unsent).variables;
    const cost = document.cost(given);
    const obstacles = refusalsOf([
      () => insistOnShape(document.shape, limits),
      () => insistOnScopes(document, grant),
      () => insistOnNodes(cost, limits),
      () => insistOnMaximum(cost, budget, grant),
    ]);
    return { document, cost, fields: document.costByField(given), obstacles };
  }

  #ready(): ExplainParts {
    if (!this.#parts) throw new Error('ExplainOperation was asked before it had a schema');
    return this.#parts;
  }
}

function refusalsOf(rules: readonly (() => void)[]): PublicError[] {
  return rules.flatMap((insist) => {
    try {
      insist();
      return [];
    } catch (error) {
      if (error instanceof PublicError) return [error];
      throw error;
    }
  });
}
