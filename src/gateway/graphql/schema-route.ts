import type { FastifyPluginAsync } from 'fastify';

/** The schema is public, as introspection is; as a file it is what code generators and editors take. */
export function schemaRoute(print: () => string): FastifyPluginAsync {
  let text: string | undefined;
  return async (app) => {
    app.get('/schema.graphql', async (_request, reply) =>
      reply
        .headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })
        .type('application/graphql; charset=utf-8')
        .send((text ??= print())),
    );
  };
}
