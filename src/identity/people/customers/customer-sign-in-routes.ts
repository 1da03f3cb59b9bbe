import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { identityError } from '../../identity.errors.js';
import { answerErrorsWithPages } from '../../pages/send-page.js';
import type { AuthorizationServer } from '../../server/authorization-server.js';
import { CustomerSessions } from '../../server/customer-sessions.js';
import type { CustomerSignIn } from './customer-sign-in.js';
import { SignInCookie } from './sign-in-cookie.js';

/** Registered at the brokerage's provider, below the public URL. */
export const CALLBACK_PATH = '/sign-in/callback';

/** Where the customer's own pages begin a sign-in, and where it ends. */
const OWN_PAGES = '/connected-apps';

export interface CustomerSignInRoutesDependencies {
  readonly server: AuthorizationServer;
  readonly publicUrl: string;
  /** Left out where no provider is configured. */
  readonly customerSignIn?: CustomerSignIn;
}

/** `/sign-in` and the way back from the brokerage's provider. */
export function customerSignInRoutes(dependencies: CustomerSignInRoutesDependencies): FastifyPluginAsync {
  const { server, publicUrl, customerSignIn } = dependencies;
  const cookie = new SignInCookie(publicUrl);
  const sessions = new CustomerSessions(server);
  return async (app: FastifyInstance) => {
    answerErrorsWithPages(app);
    app.get('/sign-in', async (_request: FastifyRequest, reply: FastifyReply) => {
      if (!customerSignIn) throw identityError('SIGN_IN_UNAVAILABLE');
      const { url, browser } = await customerSignIn.begin({ interactionUid: null, reauthenticate: false });
      return cookie.keep(reply, browser).redirect(url.href, 303);
    });
    app.get(CALLBACK_PATH, async (request: FastifyRequest, reply: FastifyReply) => {
      if (!customerSignIn) throw identityError('SIGN_IN_UNAVAILABLE');
      const callback = new URL(request.url, publicUrl);
      const { customerId, interactionUid } = await customerSignIn.finish(callback, cookie.of(request));
      reply.header('cache-control', 'no-store');
      if (interactionUid !== null) return reply.redirect(`/oauth/interaction/${interactionUid}/signed-in`, 303);
      await sessions.begin(request, reply, customerId);
      return reply.redirect(OWN_PAGES, 303);
    });
  };
}
