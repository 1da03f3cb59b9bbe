import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { coarseNetwork } from '../http/coarse-network.js';
import { allowBrowserApps } from './allow-browser-apps.js';
import type { KnownAnswers } from './answer-known.js';
import { checkBodyForm } from './check-body-form.js';
import { statusFor } from './legacy-status.js';
import type { DoorContext } from './operation-executor.js';

/** Finds out under which grant a request asks: by a token and its proof, or by a person's session. */
export interface RequestVerifier {
  verify(request: { method: string; url: string; headers: IncomingHttpHeaders }): Promise<Granted | Refused>;
  /** For the next proof; left out where there are none. */
  readonly nonce?: string | undefined;
}

interface Granted {
  readonly ok: true;
  readonly grantId: string;
}

interface Refused {
  readonly ok: false;
  readonly code: string;
  readonly httpStatus: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface GraphQLRoutesParts {
  readonly apollo: ApolloServer<DoorContext>;
  readonly known: KnownAnswers;
  readonly verifier: RequestVerifier;
  readonly path?: string;
  readonly methods?: readonly ('GET' | 'POST')[];
  /** Scripts of other sites may call: sandbox only, where public clients exist. */
  readonly browserApps?: boolean;
}

/**
 * `/graphql` by POST and GET, and the same at people's desks. Who asks is verified before the body is parsed as GraphQL, and
 * what comes out of it is a grant's id: whom and what it covers is loaded by the pipeline.
 */
export function graphqlRoutes(parts: GraphQLRoutesParts): FastifyPluginAsync {
  const { apollo, known, verifier, browserApps, path = '/graphql', methods = ['GET', 'POST'] } = parts;
  return async (server: FastifyInstance) => {
    server.removeContentTypeParser('text/plain'); // a form of another site could send it without being asked
    if (browserApps) allowBrowserApps(server);
    const granted = new WeakMap<FastifyRequest, string>();
    const refusedDocuments = new WeakSet<FastifyRequest>();
    const askApollo = fastifyApolloHandler(apollo, {
      context: async (request, reply): Promise<DoorContext> => ({
        grantId: granted.get(request) ?? '',
        network: coarseNetwork(request.ip),
        setHeaders: (headers) => void reply.headers(headers),
        documentRefused: () => void refusedDocuments.add(request),
      }),
    });
    server.route({
      method: [...methods],
      url: path,
      preParsing: async (request, reply) => {
        const access = await verifier.verify({ method: request.method, url: request.url, headers: request.headers });
        if (!access.ok) return refuse(reply, access);
        checkBodyForm(request.headers);
        granted.set(request, access.grantId);
        const { nonce } = verifier; // told with each answer, so that a client is never refused only to learn the next one
        if (nonce !== undefined) reply.header('dpop-nonce', nonce);
        return undefined;
      },
      handler: async (request, reply) => {
        const match = known.match(request);
        if (match) {
          const from = { grantId: granted.get(request) ?? '', network: coarseNetwork(request.ip) };
          return known.answer(match, from, reply);
        }
        const body = await askApollo.call(server, request, reply);
        known.learn(request, reply);
        return body;
      },
      onSend: async (request, reply) => {
        if (refusedDocuments.has(request)) reply.code(statusFor(reply.getHeader('content-type'), reply.statusCode));
      },
    });
  };
}

/** In GraphQL's own form, so that every client can read it. */
function refuse(reply: FastifyReply, access: Refused): FastifyReply {
  return reply
    .code(access.httpStatus)
    .headers(access.headers)
    .type('application/graphql-response+json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message: access.message, extensions: { code: access.code } }] }));
}
