import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PublicError } from '../../kernel/errors.js';
import { errorPage } from './error-page.js';
import { keepLanguage, languageOf } from './language.js';
import { securityHeaders } from './page.js';

export function sendPage(reply: FastifyReply, status: number, markup: string): FastifyReply {
  const kept = keepLanguage((reply.request.query as { lang?: unknown }).lang);
  if (kept !== undefined) reply.header('set-cookie', kept);
  return reply.code(status).headers(securityHeaders()).type('text/html; charset=utf-8').send(markup);
}

/** Refusals become pages; anything unexpected is logged once and shows nothing of itself. */
export function answerErrorsWithPages(app: FastifyInstance): void {
  app.setErrorHandler((error, request: FastifyRequest, reply) => {
    if (error instanceof PublicError) {
      const { code, message, definition, headers } = error;
      return sendErrorPage(reply.headers(headers), definition.httpStatus, code, message);
    }
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    return sendErrorPage(reply, status, status >= 500 ? 'INTERNAL' : 'INVALID_REQUEST');
  });
}

export function sendErrorPage(reply: FastifyReply, status: number, code: string, detail?: string): FastifyReply {
  const { headers, query, id: requestId } = reply.request;
  const language = languageOf(headers, (query as { lang?: unknown }).lang);
  return sendPage(reply, status, errorPage({ language, code, detail, requestId, now: Date.now() }));
}
