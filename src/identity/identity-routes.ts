import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../kernel/clock.js';
import type { PublicIds } from '../kernel/ids.js';
import type { AttemptLimiter } from '../operation/attempts.js';
import type { ScopeTable } from '../operation/schema/scope-table.js';
import type { Database } from '../storage/index.js';
import { type RegistrationDependencies, registrationRoutes } from './apps/registration/registration-routes.js';
import { CustomerAccounts } from './consent/customer-accounts.js';
import { interactionRoutes } from './consent/interaction-routes.js';
import type { Persona } from './consent/persona.js';
import type { RunFirstParty } from './first-party.js';
import { GiveConsent } from './grants/give-consent.js';
import { FormGuard } from './pages/form-guard.js';
import { answerErrorsWithPages } from './pages/send-page.js';
import type { CustomerSignIn } from './people/customers/customer-sign-in.js';
import { customerSignInRoutes } from './people/customers/customer-sign-in-routes.js';
import type { AuthorizationServer } from './server/authorization-server.js';
import { CustomerSessions } from './server/customer-sessions.js';
import { metadataRoutes } from './server/metadata-routes.js';
import { mountProvider } from './server/mount-provider.js';

export interface IdentityRoutesDependencies {
  readonly server: AuthorizationServer;
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly publicIds: PublicIds;
  readonly scopeTable: ScopeTable;
  readonly runFirstParty: RunFirstParty;
  readonly registration: RegistrationDependencies;
  readonly limit: AttemptLimiter;
  /** Only in live mode, when the brokerage's own sign-in is connected. */
  readonly customerSignIn?: CustomerSignIn;
  /** Only in the sandbox. */
  readonly listPersonas?: () => Promise<readonly Persona[]>;
}

/**
 * `/oauth/*`, its consent pages and its well-known documents as one Fastify plugin.
 * Each part has its own body parsing: the provider reads raw streams, the pages read forms.
 */
export function identityRoutes(dependencies: IdentityRoutesDependencies): FastifyPluginAsync {
  const { server, database, clock, publicUrl, scopeTable, limit, customerSignIn, listPersonas, registration } =
    dependencies;
  return async (app) => {
    await app.register((scope) => mountProvider(scope, server));
    await app.register((scope) => registrationRoutes(scope, { ...registration, issuer: server.issuer }));
    await app.register(customerSignInRoutes(dependencies));
    await app.register((scope) => metadataRoutes(scope, server, scopeTable));
    await app.register(async (scope) => {
      answerErrorsWithPages(scope);
      await interactionRoutes(scope, {
        server,
        giveConsent: new GiveConsent({ pool: database.identity, clock }),
        accounts: new CustomerAccounts(dependencies),
        sessions: new CustomerSessions(server),
        guard: new FormGuard({ publicUrl, secrets: server.secrets }),
        scopeTable,
        clock,
        limit,
        ...(customerSignIn ? { customerSignIn } : {}),
        ...(listPersonas ? { listPersonas } : {}),
      });
    });
  };
}
