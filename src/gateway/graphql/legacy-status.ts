import type { ApolloServerPlugin } from '@apollo/server';
import type { DoorContext } from './operation-executor.js';

/** What is wrong with a document or its variables, as opposed to what its sender may not do or spend. */
const OF_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INVALID_VARIABLES',
  'OPERATION_NOT_FOUND',
]);

/**
 * Duty: notice a document that can't run, for the status of answers in the old media type.
 * GraphQL over HTTP, `application/json`: a well-formed request is answered 200 even then, because an answer of another
 * status could come from a proxy on the way. `application/graphql-response+json` keeps its 400.
 */
export function noticeRefusedDocuments(): ApolloServerPlugin<DoorContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue }) => {
        if (errors.some(({ extensions }) => isOfTheDocument(extensions['code']))) contextValue.documentRefused?.();
      },
    }),
  };
}

export function isOfTheDocument(code: unknown): boolean {
  return OF_THE_DOCUMENT.has(String(code));
}

/** @returns the status that this media type wants for a refused document */
export function statusFor(contentType: unknown, status: number): number {
  return String(contentType).startsWith('application/json') ? 200 : status;
}
