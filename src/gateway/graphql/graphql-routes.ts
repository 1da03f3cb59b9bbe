import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessResult, AccessTokenVerifier } from '../../identity/index.js';
import { allowBrowserApps } from './allow-browser-apps.js';
import type { KnownAnswers } from './answer-known.js';
import { checkBodyForm } from './check-body-form.js';
import { statusFor } from './legacy-status.js';
import type { DoorContext } from './operation-executor.js';

export interface GraphQLRoutesParts {
  readonly apollo: ApolloServer<DoorContext>;
  readonly known: KnownAnswers;
  readonly verifier: Pick<AccessTokenVerifier, 'verify' | 'nonce'>;
  /** Scripts of other sites may call: sandbox only, where public clients exist. */
  readonly browserApps?: boolean;
}

/**
 * `/graphql` by POST and GET. The token is verified before the body is parsed as GraphQL, and what comes out of it is
 * a grant's id: whom and what it covers is loaded by the pipeline.
 */
export function graphqlRoutes({ apollo, known, verifier, browserApps }: GraphQLRoutesParts): FastifyPluginAsync {
  return async (server: FastifyInstance) => {
    server.removeContentTypeParser('text/plain'); // a form of another site could send it without being asked
    if (browserApps) allowBrowserApps(server);
    const granted = new WeakMap<FastifyRequest, string>();
    const refusedDocuments = new WeakSet<FastifyRequest>();
    const askApollo = fastifyApolloHandler(apollo, {
      context: async (request, reply): Promise<DoorContext> => ({
        grantId: granted.get(request) ?? '',
        setHeaders: (headers) => void reply.headers(headers),
        documentRefused: () => void refusedDocuments.add(request),
      }),
    });
    server.route({
      method: ['GET', 'POST'],
      url: '/graphql',
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
        if (match) return known.answer(match, granted.get(request) ?? '', reply);
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
function refuse(reply: FastifyReply, access: Extract<AccessResult, { ok: false }>): FastifyReply {
  return reply
    .code(access.httpStatus)
    .headers(access.headers)
    .type('application/graphql-response+json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message: access.message, extensions: { code: access.code } }] }));
}
