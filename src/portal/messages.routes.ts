import formbody from '@fastify/formbody';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { KnownFact } from './known-facts.page.js';
import { messagesBody } from './messages.page.js';
import { CHOICES, type Choice, MESSAGES_TEXT } from './messages.text.js';
import type { PortalPorts } from './ports.js';
import { signInFirst } from './return-path.js';

const PATH = '/messages';

const PREFERENCE = `query MessageChoice { marketingPreference { messages changedAt }
  customerFacts(first: 50) { edges { node { kind aboutEn aboutZh day } } } }`;
const CHOOSE = `mutation ChooseMessages($input: ChooseMessagesInput!) {
  chooseMessages(input: $input) { preference { messages } }
}`;

type Get = FastifyRequest<{ Querystring: { lang?: string; outcome?: string } }>;

/** The customer's page of messages: which ones, chosen by what, or none. */
export function messagePageRoutes(ports: PortalPorts): FastifyPluginAsync {
  const { answerErrors, sessions, forms, pages, runFirstParty } = ports;
  return async (app) => {
    answerErrors(app);
    await app.register(formbody, { bodyLimit: 16 * 1024 });
    app.get(PATH, async (request: Get, reply) => {
      const language = pages.language(request.headers, request.query.lang);
      const session = await sessions.current(request, reply);
      if (!session) return signInFirst(pages, request, reply);
      const data = await runFirstParty(session.customerId, PREFERENCE);
      const found = data['marketingPreference'] as { messages: Choice; changedAt: string } | null;
      const body = messagesBody({
        language,
        choice: found?.messages ?? 'PERSONALISED',
        since: found?.changedAt ?? null,
        facts: (data['customerFacts'] as { edges: { node: KnownFact }[] }).edges.map(({ node }) => node),
        saved: request.query.outcome === 'SAVED',
        csrf: forms.token('messages', session.uid),
        words: pages,
      });
      return pages.send(
        reply,
        200,
        pages.frame({ language, title: MESSAGES_TEXT[language].title, body, path: request.url }),
      );
    });
    app.post(PATH, async (request: Get, reply) => {
      const language = pages.language(request.headers, request.query.lang);
      const session = await sessions.current(request, reply);
      if (!session) return signInFirst(pages, request, reply);
      const asked = forms.check(request, 'messages', session.uid)['messages'];
      const messages = CHOICES.find((choice) => choice === asked);
      if (messages) await runFirstParty(session.customerId, CHOOSE, { input: { messages } });
      // 303, so that reloading the page repeats nothing.
      const outcome = messages ? '&outcome=SAVED' : '';
      return reply.header('cache-control', 'no-store').redirect(`${PATH}?lang=${language}${outcome}`, 303);
    });
  };
}
