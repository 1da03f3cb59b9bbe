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

/** What it takes to tell a cost, without any grant. */
export interface WeighParts {
  readonly schema: GraphQLSchema;
  readonly compiler: DocumentCompiler;
  readonly tokensMax: number;
}

export interface Weight {
  readonly document: CompiledDocument;
  readonly cost: StaticCost;
  readonly fields: readonly FieldCost[];
}

/** What an operation would cost, and whatever would refuse it however often it is sent. */
export interface Explanation extends Weight {
  readonly obstacles: readonly PublicError[];
}

export interface ExplainParts extends WeighParts {
  readonly meter: Meter;
  readonly limits: OperationLimits;
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
  explain(request: ExplainRequest, grant: Grant, budget: ThrottleStatus): Explanation {
    const parts = this.#ready();
    const bytes = Buffer.byteLength(request.source);
    const { documentBytesMax: max, limits } = parts;
    if (bytes > max) throw operationError('DOCUMENT_TOO_COMPLEX', { params: { found: bytes, what: 'bytes', max } });
    const weight = weigh(parts, request);
    const obstacles = refusalsOf([
      () => insistOnShape(weight.document.shape, limits),
      () => insistOnScopes(weight.document, grant),
      () => insistOnNodes(weight.cost, limits),
      () => insistOnMaximum(weight.cost, budget, grant),
    ]);
    return { ...weight, obstacles };
  }

  #ready(): ExplainParts {
    if (!this.#parts) throw new Error('ExplainOperation was asked before it had a schema');
    return this.#parts;
  }
}

/** @throws PublicError DOCUMENT_INVALID, OPERATION_NOT_FOUND, INVALID_VARIABLES, INVALID_PAGE */
export function weigh(
  { schema, compiler, tokensMax }: WeighParts,
  { source, operationName, variables }: ExplainRequest,
): Weight {
  const ast = readDocument(schema, source, tokensMax);
  const document = compiler.compile(ast, operationName, hashOf(source));
  if (!document) throw operationNotFound(ast);
  const unsent = { id: '', document, rawVariables: variables ?? {}, grantId: '', cause: { kind: 'LIVE' } } as const;
  const given = toOperation(schema, unsent).variables;
  return { document, cost: document.cost(given), fields: document.costByField(given) };
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
