import { type DocumentNode, Kind } from 'graphql';
import type { PublicError } from '../../kernel/errors.js';
import { operationError } from '../operation.errors.js';

/** OPERATION_NOT_FOUND with the names that the document holds, as the client wrote them. */
export function operationNotFound({ definitions }: Pick<DocumentNode, 'definitions'>): PublicError {
  const found = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? 'one without a name'] : [],
  );
  return operationError('OPERATION_NOT_FOUND', {
    params: { names: found.length === 0 ? 'fragments alone' : found.join(', ') },
  });
}
