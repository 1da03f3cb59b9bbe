import type { FastifyInstance } from 'fastify';
import { signInPage } from './consent/sign-in-page.js';
import { FormGuard } from './pages/form-guard.js';
import { ICONS } from './pages/icons.js';
import { interrupted } from './pages/interrupted.js';
import { languageOf } from './pages/language.js';
import { monogram } from './pages/monogram.js';
import { page } from './pages/page.js';
import { answerErrorsWithPages, sendErrorPage, sendPage } from './pages/send-page.js';
import { dayOf, minuteOf } from './pages/times.js';
import type { AuthorizationServer } from './server/authorization-server.js';
import { CustomerSessions } from './server/customer-sessions.js';

/** Sessions, form tokens and the frame of a page, for web pages outside of identity that share the customer's session. */
export function pagesWithSession(server: AuthorizationServer) {
  return {
    sessions: new CustomerSessions(server),
    forms: new FormGuard({ publicUrl: server.publicUrl, secrets: server.secrets }),
    pages: {
      frame: page,
      signIn: signInPage,
      send: sendPage,
      sendError: sendErrorPage,
      language: languageOf,
      interrupted,
      day: dayOf,
      minute: minuteOf,
      monogram,
      icons: ICONS,
    },
    /** Sets the error handler of a Fastify scope: refusals become pages. */
    answerErrors: (app: FastifyInstance) => answerErrorsWithPages(app),
  };
}
