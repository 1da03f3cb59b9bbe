import type { FastifyReply } from 'fastify';
import type { PublicError } from '../../kernel/errors.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/**
 * The body of every refusal outside GraphQL: problem details of RFC 9457. `type` and `code` name the stable code, which
 * docs/errors explains; `instance` is the request id to quote.
 */
export function problemOf(error: PublicError, requestId: string | undefined) {
  return {
    type: `urn:openfolio:error:${error.code}`,
    title: error.message,
    status: error.definition.httpStatus,
    code: error.code,
    ...(requestId ? { instance: `urn:uuid:${requestId}` } : {}),
    ...error.extensions,
  };
}

export function sendProblem(reply: FastifyReply, error: PublicError): FastifyReply {
  return reply
    .code(error.definition.httpStatus)
    .headers(error.headers)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(error, reply.request.id)));
}
