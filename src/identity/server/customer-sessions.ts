import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { AuthorizationServer } from './authorization-server.js';
import { behindIssuer } from './mount-provider.js';
import { SESSION_SECONDS } from './provider-configuration.js';

export interface CustomerSession {
  readonly customerId: string;
  /** Stays the same while the session lasts, unlike its cookie; binds form tokens. */
  readonly uid: string;
}

/**
 * The customer's session with the brokerage's own pages: one and the same cookie as at the authorization server, so
 * who gave a consent can also end it without signing in again. It never authenticates the API.
 */
export class CustomerSessions {
  readonly #server: AuthorizationServer;

  constructor(server: AuthorizationServer) {
    this.#server = server;
  }

  async current(request: FastifyRequest, reply: FastifyReply): Promise<CustomerSession | undefined> {
    const { accountId, uid } = await this.#server.provider.Session.get(this.#context(request, reply));
    return accountId === undefined ? undefined : { customerId: accountId, uid };
  }

  /** Signs the customer in under a new session id, whatever the browser brought along (session fixation). */
  async begin(request: FastifyRequest, reply: FastifyReply, customerId: string): Promise<void> {
    const context = this.#context(request, reply);
    const { Session } = this.#server.provider;
    const former = await Session.get(context);
    if (former.accountId !== undefined) await former.destroy();
    const session = new Session();
    session.loginAccount({ accountId: customerId });
    await session.save(SESSION_SECONDS);
    context.cookies.set(this.#server.provider.cookieName('session'), session.jti, this.#server.sessionCookie);
    this.#server.customerPresent(customerId);
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const context = this.#context(request, reply);
    const session = await this.#server.provider.Session.get(context);
    if (session.accountId !== undefined) await session.destroy();
    context.cookies.set(this.#server.provider.cookieName('session'), null, this.#server.sessionCookie);
  }

  #context(request: FastifyRequest, reply: FastifyReply): KoaContextWithOIDC {
    behindIssuer(request, this.#server.issuer);
    return this.#server.provider.createContext(request.raw, reply.raw) as unknown as KoaContextWithOIDC;
  }
}
