import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { EventSignals, StreamAccess } from '../../events/index.js';
import { PublicError } from '../../kernel/errors.js';
import { operationError, type RunDocument } from '../../operation/index.js';
import { type LiveQuery, liveQuery } from './live-query.js';
import { TicketStream } from './ticket-stream.js';

export interface TicketStreamParts {
  readonly access: StreamAccess;
  readonly schema: GraphQLSchema;
  readonly runDocument: RunDocument;
  readonly signals: EventSignals;
  /** A stream ends after this; the client subscribes again with a fresh token. Tokens live 300 s. */
  readonly streamMs?: number;
  readonly heartbeatMs?: number;
}

const body = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * `/graphql/stream`: GraphQL subscriptions over Server-Sent Events, as the protocol "GraphQL over SSE" says for distinct connections
 * (events `next` and `complete`; https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
 */
export function ticketStreamRoutes(parts: TicketStreamParts): FastifyPluginAsync {
  return async (server) => {
    const open = new Set<TicketStream>();
    server.addHook('preClose', async () => {
      for (const stream of open) stream.end();
    });
    server.route({
      method: ['GET', 'POST'],
      url: '/graphql/stream',
      handler: async (request, reply) => {
        const access = await parts.access(request);
        if (!access.ok) {
          const { code, httpStatus, message, headers } = access;
          throw new PublicError(code, { class: 'AUTHENTICATION', httpStatus, message }, { headers });
        }
        const { live, variables } = asked(parts.schema, request);
        const stream = new TicketStream({ ...parts, grantId: access.grantId, live, variables });
        await stream.begin(); // a refusal is still an HTTP answer here
        hijack(reply);
        open.add(stream);
        await stream.run(reply.raw).finally(() => open.delete(stream));
      },
    });
  };
}

/** @throws PublicError DOCUMENT_INVALID */
function asked(
  schema: GraphQLSchema,
  request: FastifyRequest,
): { live: LiveQuery; variables: Record<string, unknown> } {
  const given = request.method === 'GET' ? fromQuery(request.query as Record<string, unknown>) : request.body;
  const parsed = body.safeParse(given);
  if (!parsed.success)
    throw operationError('DOCUMENT_INVALID', {
      params: { reason: 'The request holds no `query`, or `variables` that are no object.' },
    });
  const variables = parsed.data.variables ?? {};
  return { live: liveQuery(schema, parsed.data.query, parsed.data.operationName ?? null, variables), variables };
}

function fromQuery({ variables, ...others }: Record<string, unknown>): unknown {
  try {
    return { ...others, variables: typeof variables === 'string' ? (JSON.parse(variables) as unknown) : undefined };
  } catch {
    return undefined;
  }
}

function hijack(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  reply.raw.write(':\n\n');
}
