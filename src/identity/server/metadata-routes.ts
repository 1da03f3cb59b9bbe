import type { FastifyInstance } from 'fastify';
import { isForApps, type ScopeTable } from '../../operation/schema/scope-table.js';
import { PROOF_ALGORITHMS } from '../access/index.js';
import type { AuthorizationServer } from './authorization-server.js';

/** Well-known documents that must stand at the root: RFC 8414 §3.1 puts the issuer's path behind the well-known name. */
export async function metadataRoutes(
  app: FastifyInstance,
  server: AuthorizationServer,
  scopeTable: ScopeTable,
): Promise<void> {
  app.get('/.well-known/oauth-authorization-server/oauth', async (_request, reply) => {
    const metadata = await app.inject({
      url: '/oauth/.well-known/oauth-authorization-server',
      headers: { host: new URL(server.issuer).host },
    });
    return reply.code(metadata.statusCode).headers(PUBLIC).type('application/json').send(metadata.body);
  });
  app.get('/.well-known/oauth-protected-resource/graphql', async (_request, reply) =>
    reply.headers(PUBLIC).send({
      resource: server.resource,
      authorization_servers: [server.issuer],
      scopes_supported: Object.entries(scopeTable).flatMap(([scope, definition]) =>
        isForApps(definition) ? [scope] : [],
      ),
      bearer_methods_supported: ['header'],
      dpop_bound_access_tokens_required: true,
      dpop_signing_alg_values_supported: PROOF_ALGORITHMS,
    }),
  );
}

const PUBLIC = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
