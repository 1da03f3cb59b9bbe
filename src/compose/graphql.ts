import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.js';
import {
  type GraphQLRoutesParts,
  graphqlRoutes,
  graphqlServer,
  KnownAnswers,
  KnownDocuments,
  schemaRoute,
} from '../gateway/index.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { rateLimitHeaders } from '../metering/index.js';
import type { CostReport } from '../operation/index.js';
import { printSubgraph } from '../operation/schema/print-subgraph.js';
import type { composeOperations } from './operations.js';
import type { PlatformSchema } from './schema.js';

export interface GraphQLDoorNeeds {
  readonly config: Config;
  readonly platformSchema: PlatformSchema;
  readonly operations: Awaited<ReturnType<typeof composeOperations>>;
  readonly logger: Logger;
  readonly opened: Opened;
}

/** What every GraphQL route shares: Apollo, and the documents that came before. */
export interface GraphQLDoor extends Pick<GraphQLRoutesParts, 'apollo' | 'known'> {
  /** `/graphql`, for apps, and `/schema.graphql`. */
  readonly routes: FastifyPluginAsync;
}

export async function openGraphQLDoor(needs: GraphQLDoorNeeds): Promise<GraphQLDoor> {
  const { config, platformSchema, operations, logger, opened } = needs;
  const door = {
    ...operations,
    known: new KnownDocuments(),
    costHeaders: ({ throttle }: CostReport) => (throttle ? rateLimitHeaders(throttle) : {}),
  };
  const apollo = opened.add(
    await graphqlServer({
      ...door,
      schema: platformSchema.schema,
      logger,
      documentBytesMax: config.limits.documentBytes,
      tokensMax: config.limits.tokens,
    }),
    (open) => open.stop(),
  );
  const known = new KnownAnswers(door);
  const browserApps = config.mode === 'sandbox';
  const endpoint = graphqlRoutes({ apollo, known, verifier: operations.verifier, browserApps });
  const schema = schemaRoute(() => printSubgraph(platformSchema.schema));
  const routes: FastifyPluginAsync = async (server) => {
    await server.register(endpoint);
    await server.register(schema);
  };
  return { apollo, known, routes };
}
