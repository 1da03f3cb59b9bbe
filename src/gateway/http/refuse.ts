import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { kernelError, PublicError } from '../../kernel/errors.js';
import { httpError } from './http.errors.js';
import { sendProblem } from './problem.js';
import type { RouteInventory } from './route-inventory.js';

/** Every error that leaves outside GraphQL passes here. What is not public is logged once and answered as INTERNAL. */
export function refuseWith(bodyBytesMax: number) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = asPublic(error, bodyBytesMax);
    if (refusal.definition.class === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, refusal);
  };
}

/** Nothing served: 405 with Allow if the path takes another method (RFC 9110, section 15.5.6), else 404. */
export function refuseUnknown(inventory: RouteInventory) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const methods = inventory.methodsAt(request.url.split('?')[0] ?? '');
    if (methods.length === 0) return sendProblem(reply, httpError('ROUTE_NOT_FOUND'));
    return sendProblem(
      reply,
      httpError('METHOD_NOT_ALLOWED', { params: { method: request.method }, headers: { allow: methods.join(', ') } }),
    );
  };
}

function asPublic(error: FastifyError | Error, max: number): PublicError {
  if (error instanceof PublicError) return error;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return httpError('PAYLOAD_TOO_LARGE', { params: { max }, cause: error });
  if (status === 415) return httpError('UNSUPPORTED_MEDIA_TYPE', { cause: error });
  if (status !== undefined && status >= 400 && status < 500) return httpError('MALFORMED_REQUEST', { cause: error });
  return kernelError('INTERNAL', { cause: error });
}
