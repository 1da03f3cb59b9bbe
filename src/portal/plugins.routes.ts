import formbody from '@fastify/formbody';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { installBody, type ShownOffer } from './install-plugin.page.js';
import { CONFIRM, DECLINE, INSTALL, OFFER, PLUGINS, RATE, UNINSTALL, UPDATE_OF } from './plugins.documents.js';
import { type InstalledPlugin, type ListedPlugin, pluginsBody, type WaitingProposal } from './plugins.page.js';
import { PLUGINS_TEXT, type PluginOutcome } from './plugins.text.js';
import type { PortalPorts } from './ports.js';
import { signInFirst } from './return-path.js';

const PATH = '/plugins';
const FORM = 'plugins';

/** What is no such id at all would be an error of the operation; here it is as little there as one that has ended. */
const IDS = {
  installation: /^pin_[\w-]{21}[AQgw]$/,
  proposal: /^prp_[\w-]{21}[AQgw]$/,
  account: /^acc_[\w-]{21}[AQgw]$/,
};
const NAME = /^@[a-z0-9][a-z0-9-]{0,38}\/[a-z0-9][a-z0-9-]{0,62}$/;

type Get = FastifyRequest<{ Querystring: { lang?: string; outcome?: string; search?: string; plugin?: string } }>;
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;
type Session = { readonly customerId: string; readonly uid: string };

/** The customer's pages of plugins: installing by consent, what is installed, what plugins propose. */
export function pluginPageRoutes(ports: PortalPorts): FastifyPluginAsync {
  return async (app) => {
    ports.answerErrors(app);
    await app.register(formbody, { bodyLimit: 16 * 1024 });
    const steps = new PluginSteps(ports);
    app.get(PATH, (request, reply) => steps.show(request as Get, reply));
    app.get(`${PATH}/install`, (request, reply) => steps.showOffer(request as Get, reply));
    app.post(`${PATH}/install`, (request, reply) => steps.install(request as Get, reply));
    app.post(`${PATH}/uninstall`, (request, reply) =>
      steps.act(request as Get, reply, async (customerId, { id }) => {
        if (!IDS.installation.test(String(id))) return 'NOT_DONE';
        return steps.mutate(customerId, UNINSTALL, { installationId: id }, 'REMOVED');
      }),
    );
    app.post(`${PATH}/rate`, (request, reply) =>
      steps.act(request as Get, reply, async (customerId, { name, stars }) => {
        const input = { name: String(name), stars: Number(stars) || 0 };
        return (await steps.mutate(customerId, RATE, input, 'RATED')) === 'RATED' ? 'RATED' : 'NOT_RATED';
      }),
    );
    for (const [act, document, done] of [
      ['confirm', CONFIRM, 'EXECUTED'],
      ['decline', DECLINE, 'DECLINED'],
    ] as const)
      app.post(`${PATH}/${act}`, (request, reply) =>
        steps.act(request as Get, reply, async (customerId, { id }) =>
          IDS.proposal.test(String(id)) ? steps.mutate(customerId, document, { id }, done) : 'NOT_DONE',
        ),
      );
  };
}

class PluginSteps {
  readonly #ports: PortalPorts;

  constructor(ports: PortalPorts) {
    this.#ports = ports;
  }

  async show(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { forms, pages, runFirstParty } = this.#ports;
    const session = await this.#ports.sessions.current(request, reply);
    if (!session) return this.#signIn(request, reply);
    const language = pages.language(request.headers, request.query.lang);
    const search = (request.query.search ?? '').slice(0, 100).replaceAll('\0', '');
    const data = await runFirstParty(session.customerId, PLUGINS, { search });
    const installed = nodesOf(data['pluginInstallations']) as readonly InstalledPlugin[];
    const body = pluginsBody({
      language,
      installed,
      updates: await this.#updates(session.customerId, installed),
      proposals: nodesOf(data['pluginProposals']) as readonly WaitingProposal[],
      listed: nodesOf(data['plugins']) as readonly ListedPlugin[],
      search,
      csrf: forms.token(FORM, session.uid),
      outcome: outcomeOf(request),
      words: pages,
    });
    return pages.send(
      reply,
      200,
      pages.frame({ language, title: PLUGINS_TEXT[language].title, body, path: request.url }),
    );
  }

  async showOffer(request: Get, reply: FastifyReply, again?: PluginOutcome): Promise<FastifyReply> {
    const { forms, pages, runFirstParty, sessions } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return this.#signIn(request, reply);
    const language = pages.language(request.headers, request.query.lang);
    const text = PLUGINS_TEXT[language];
    const name = request.query.plugin ?? '';
    const data = NAME.test(name) ? await runFirstParty(session.customerId, OFFER, { name }) : {};
    const offer = data['pluginOffer'] as ShownOffer | null | undefined;
    const outcome = again ?? outcomeOf(request);
    const accounts = nodesOf(data['accounts']) as readonly { id: string; name: string; maskedNumber: string }[];
    const body = offer
      ? installBody({ language, offer, accounts, csrf: forms.token(FORM, session.uid), outcome, words: pages })
      : `<h1>${text.title}</h1><p>${text.gone}</p>`;
    return pages.send(reply, offer ? 200 : 404, pages.frame({ language, title: text.title, body, path: request.url }));
  }

  async install(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#ports.sessions.current(request, reply);
    if (!session) return this.#signIn(request, reply);
    const fields = this.#ports.forms.check(request, FORM, session.uid);
    if (fields['decision'] !== 'allow') return this.#back(request, reply);
    const plugin = String(fields['plugin']);
    const accountIds = [fields['account'] ?? []].flat().filter((id) => IDS.account.test(id));
    if (!NAME.test(plugin)) return this.#back(request, reply, 'NOT_DONE');
    if (accountIds.length === 0) return this.#back(request, reply, 'NO_ACCOUNT', plugin);
    const input = {
      name: plugin,
      consentHash: String(fields['consent']),
      accountIds,
      days: Number(fields['days']) || 0,
    };
    const outcome = await this.mutate(session.customerId, INSTALL, input, 'INSTALLED');
    return outcome === 'INSTALLED' ? this.#back(request, reply, outcome) : this.#back(request, reply, 'STALE', plugin);
  }

  /** A click of a signed-in customer. */
  async act(
    request: Get,
    reply: FastifyReply,
    act: (customerId: string, fields: Fields) => Promise<PluginOutcome>,
  ): Promise<FastifyReply> {
    const session: Session | undefined = await this.#ports.sessions.current(request, reply);
    if (!session) return this.#signIn(request, reply);
    const fields = this.#ports.forms.check(request, FORM, session.uid);
    return this.#back(request, reply, await act(session.customerId, fields));
  }

  /** @returns `done`, or what became of it instead */
  async mutate(
    customerId: string,
    document: string,
    input: Readonly<Record<string, unknown>>,
    done: PluginOutcome,
  ): Promise<PluginOutcome> {
    const data = await this.#ports.runFirstParty(customerId, document, { input });
    const answer = data['done'] as { userErrors: readonly unknown[]; proposal?: { status: string } };
    if (answer.userErrors.length > 0) return 'NOT_DONE';
    return answer.proposal?.status === 'FAILED' ? 'FAILED' : done;
  }

  /** Of which installed plugins another version waits for a consent. */
  async #updates(customerId: string, installed: readonly InstalledPlugin[]): Promise<ReadonlySet<string>> {
    const waiting = new Set<string>();
    for (const { name } of installed) {
      const data = await this.#ports.runFirstParty(customerId, UPDATE_OF, { name });
      const offer = data['pluginOffer'] as { covered: boolean } | null;
      if (offer && !offer.covered) waiting.add(name);
    }
    return waiting;
  }

  #signIn(request: Get, reply: FastifyReply): FastifyReply {
    return signInFirst(this.#ports.pages, request, reply);
  }

  /** 303, so that reloading the page repeats nothing. */
  #back(request: Get, reply: FastifyReply, outcome?: PluginOutcome, plugin?: string): FastifyReply {
    const language = this.#ports.pages.language(request.headers, request.query.lang);
    const query = new URLSearchParams({ lang: language, ...(outcome && { outcome }), ...(plugin && { plugin }) });
    const path = plugin === undefined ? PATH : `${PATH}/install`;
    return reply.header('cache-control', 'no-store').redirect(`${path}?${query.toString()}`, 303);
  }
}

function outcomeOf({ query: { outcome = '' } }: Get): PluginOutcome | undefined {
  return Object.hasOwn(PLUGINS_TEXT.en.outcomes, outcome) ? (outcome as PluginOutcome) : undefined;
}

function nodesOf(connection: unknown): readonly unknown[] {
  return ((connection as { edges: readonly { node: unknown }[] } | undefined)?.edges ?? []).map(({ node }) => node);
}
