import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type AccountLabel, type ConnectedApp, connectedAppsBody } from './connected-apps.page.js';
import { CONNECTED_APPS_TEXT, type Outcome } from './connected-apps.text.js';
import type { PortalPorts } from './ports.js';
import { signInFirst, takeReturn } from './return-path.js';

const PATH = '/connected-apps';

const CONNECTED_APPS = `query ConnectedApps {
  connectedApps {
    grantId nameEn nameZh publisherName verifiedDomain accountIds grantedAt expiresAt reconfirmBy lastReadAt fieldsRead
    scopes { scope titleEn titleZh plainEn plainZh }
  }
  accounts(first: 100) { edges { node { id name maskedNumber } } }
}`;

const REVOKE = `mutation RevokeGrant($input: RevokeGrantInput!) {
  revokeGrant(input: $input) { revokedGrantId userErrors { code } }
}`;

const CONFIRM = `mutation ReconfirmGrant($input: ReconfirmGrantInput!) {
  reconfirmGrant(input: $input) { reconfirmBy userErrors { code } }
}`;

/** What is no id at all would be an error of the operation; here it is as little a live access as an ended one. */
const GRANT_ID = /^grt_[\w-]{21}[AQgw]$/;

type Get = FastifyRequest<{ Querystring: { lang?: string; outcome?: string } }>;

/** The customer's page of connected apps: a client of the public API like any other, but for its session. */
export function portalRoutes(ports: PortalPorts): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    ports.answerErrors(app);
    await app.register(formbody, { bodyLimit: 16 * 1024 });
    const steps = new ConnectedApps(ports);
    app.get(PATH, (request, reply) => steps.show(request as Get, reply));
    app.post(`${PATH}/revoke`, (request, reply) => steps.revoke(request as Get, reply));
    app.post(`${PATH}/confirm`, (request, reply) => steps.confirm(request as Get, reply));
    app.post(`${PATH}/sign-in`, (request, reply) => steps.signIn(request as Get, reply));
    app.post(`${PATH}/sign-out`, (request, reply) => steps.signOut(request as Get, reply));
  };
}

class ConnectedApps {
  readonly #ports: PortalPorts;

  constructor(ports: PortalPorts) {
    this.#ports = ports;
  }

  async show(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, forms, pages, runFirstParty } = this.#ports;
    const language = pages.language(request.headers, request.query.lang);
    const session = await sessions.current(request, reply);
    if (!session) return this.#showSignIn(request, reply);
    const wanted = takeReturn(request, reply);
    if (wanted !== undefined) return reply.header('cache-control', 'no-store').redirect(wanted, 303);
    const data = await runFirstParty(session.customerId, CONNECTED_APPS);
    const accounts = data['accounts'] as { edges: { node: AccountLabel }[] };
    const { title, outcomes } = CONNECTED_APPS_TEXT[language];
    const { outcome = '' } = request.query;
    const body = connectedAppsBody({
      language,
      apps: data['connectedApps'] as ConnectedApp[],
      accounts: accounts.edges.map(({ node }) => node),
      csrf: forms.token('connected-apps', session.uid),
      outcome: Object.hasOwn(outcomes, outcome) ? (outcome as Outcome) : undefined,
      words: pages,
    });
    return pages.send(reply, 200, pages.frame({ language, title, body, path: request.url }));
  }

  async revoke(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async (customerId, input) => {
      const data = await this.#ports.runFirstParty(customerId, REVOKE, { input });
      return (data['revokeGrant'] as { revokedGrantId: string | null }).revokedGrantId === null ? 'NOT_ENDED' : 'ENDED';
    });
  }

  async confirm(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async (customerId, input) => {
      const data = await this.#ports.runFirstParty(customerId, CONFIRM, { input });
      return (data['reconfirmGrant'] as { reconfirmBy: string | null }).reconfirmBy === null
        ? 'NOT_ENDED'
        : 'CONFIRMED';
    });
  }

  async signIn(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, forms, listPersonas } = this.#ports;
    const fields = forms.check(request, 'portal-sign-in', ANONYMOUS);
    const persona = (await listPersonas?.())?.find(({ customerId }) => customerId === fields['persona']);
    if (persona) await sessions.begin(request, reply, persona.customerId);
    return this.#back(request, reply);
  }

  async signOut(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, forms } = this.#ports;
    const session = await sessions.current(request, reply);
    if (session) {
      forms.check(request, 'connected-apps', session.uid);
      await sessions.end(request, reply);
    }
    return this.#back(request, reply);
  }

  /** A click on one connected app. */
  async #act(
    request: Get,
    reply: FastifyReply,
    act: (customerId: string, input: { grantId: string }) => Promise<Outcome>,
  ): Promise<FastifyReply> {
    const { sessions, forms, pages } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return signInFirst(pages, request, reply);
    const grantId = String(forms.check(request, 'connected-apps', session.uid)['grant']);
    const outcome = GRANT_ID.test(grantId) ? await act(session.customerId, { grantId }) : 'NOT_ENDED';
    return this.#back(request, reply, outcome);
  }

  async #showSignIn(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { forms, pages, listPersonas, signInPath } = this.#ports;
    const language = pages.language(request.headers, request.query.lang);
    if (signInPath !== undefined) return reply.header('cache-control', 'no-store').redirect(signInPath, 303);
    if (!listPersonas) return pages.sendError(reply, 503, 'SIGN_IN_UNAVAILABLE');
    const csrf = forms.token('portal-sign-in', ANONYMOUS);
    const personas = await listPersonas();
    return pages.send(reply, 200, pages.signIn({ language, personas, csrf, path: PATH, shownAt: request.url }));
  }

  /** 303, so that reloading the page repeats nothing. */
  #back(request: Get, reply: FastifyReply, outcome?: Outcome): FastifyReply {
    const language = this.#ports.pages.language(request.headers, request.query.lang);
    return reply
      .header('cache-control', 'no-store')
      .redirect(`${PATH}?lang=${language}${outcome ? `&outcome=${outcome}` : ''}`, 303);
  }
}

/** Before sign-in there is no session to bind a form to; what protects that post is the Origin check. */
const ANONYMOUS = 'anonymous';
