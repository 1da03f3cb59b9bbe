import { type GraphQLSchema, getVariableValues } from 'graphql';
import type { CompiledDocument } from './document/compile-document.js';
import type { Cause } from './grant.js';
import { operationError } from './operation.errors.js';

/** A document + variables + a grant + a cause: all that leaves the platform is the execution of one of these. */
export interface Operation {
  readonly id: string;
  readonly document: CompiledDocument;
  /** Coerced against the schema; what plans and cost read. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** As they came; graphql-js coerces them itself. */
  readonly rawVariables: Readonly<Record<string, unknown>>;
  readonly grantId: string;
  /** Set where a plugin reads or a proposal is carried out: rights are those of the grant and of this installation, both. */
  readonly installationId?: string;
  readonly cause: Cause;
}

/** As given by a door. */
export type OperationRequest = Omit<Operation, 'variables'>;

/**
 * Checks the variables against the document's declarations.
 *
 * @throws PublicError INVALID_VARIABLES
 */
export function toOperation(schema: GraphQLSchema, request: OperationRequest): Operation {
  const definitions = request.document.operation.variableDefinitions ?? [];
  if (definitions.length === 0) return { ...request, variables: {} };
  const { coerced, errors } = getVariableValues(schema, definitions, request.rawVariables, { maxErrors: 5 });
  if (errors) {
    const code = errors.find((error) => typeof error.originalError === 'object')?.extensions['code'];
    throw operationError('INVALID_VARIABLES', {
      params: { reason: errors.map((error) => error.message).join(' ') },
      extensions: code ? { reason: code } : {},
    });
  }
  return { ...request, variables: coerced };
}
