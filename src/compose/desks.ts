import type { FastifyPluginAsync } from 'fastify';
import { type GraphQLRoutesParts, graphqlRoutes } from '../gateway/index.js';
import { DESK_PATHS, DeskAccess, DeskVerifier, PeopleSessions, SignedInPeople } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Database } from '../storage/index.js';
import { SCOPES } from './features.js';

export interface DeskNeeds extends Pick<GraphQLRoutesParts, 'apollo' | 'known'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/** The doors at which staff and members hand in documents; call it when the first-party app is there. */
export async function openDesks({ database, clock, publicUrl, apollo, known }: DeskNeeds): Promise<FastifyPluginAsync> {
  const pool = database.identity;
  const access = new DeskAccess({ pool, clock, publicUrl, scopeTable: SCOPES });
  await access.ensureApps();
  const people = new SignedInPeople({ pool });
  return async (server) => {
    for (const kind of ['STAFF', 'MEMBER'] as const) {
      const verifier = new DeskVerifier({
        sessions: new PeopleSessions({ pool, clock, kind }),
        people,
        access,
        publicUrl,
      });
      await server.register(graphqlRoutes({ apollo, known, verifier, path: DESK_PATHS[kind], methods: ['POST'] }));
    }
  };
}
