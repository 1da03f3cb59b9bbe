import type { FastifyPluginAsync } from 'fastify';
import type { PortalPorts } from './ports.js';
import { startAnswer, startBody } from './start.page.js';
import { START_TEXT } from './start.text.js';

type Get = { Querystring: { lang?: string } };

/** `/`: a page for who asks for one, as browsers do, and JSON for everybody else. */
export function startRoutes({ answerErrors, pages, platform }: PortalPorts): FastifyPluginAsync {
  return async (app) => {
    answerErrors(app);
    app.get<Get>('/', async (request, reply) => {
      reply.header('vary', 'accept, accept-language, cookie');
      if (!/\btext\/html\b/i.test(request.headers.accept ?? '')) return reply.send(startAnswer(platform));
      const language = pages.language(request.headers, request.query.lang);
      const { title } = START_TEXT[language];
      return pages.send(
        reply,
        200,
        pages.frame({ language, title, body: startBody(language, platform), path: request.url }),
      );
    });
  };
}
