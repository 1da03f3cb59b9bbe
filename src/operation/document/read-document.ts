import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { operationError } from '../operation.errors.js';

/** Told at once; who sends a document of another schema needs no thousand lines. */
const REASONS_MAX = 5;

/**
 * Parses and validates a text that came without the HTTP door's own parsing.
 *
 * @throws PublicError DOCUMENT_INVALID with the reasons
 */
export function readDocument(schema: GraphQLSchema, source: string, tokensMax: number): DocumentNode {
  const document = parsed(source, tokensMax);
  const errors = validate(schema, document, undefined, { maxErrors: REASONS_MAX });
  if (errors.length > 0)
    throw operationError('DOCUMENT_INVALID', { params: { reason: errors.map((error) => error.message).join(' ') } });
  return document;
}

function parsed(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens });
  } catch (cause) {
    throw operationError('DOCUMENT_INVALID', {
      params: { reason: cause instanceof Error ? cause.message : 'It can not be parsed.' },
      cause,
    });
  }
}
