import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormFields, FormGuard } from '../../pages/form-guard.js';
import { interrupted } from '../../pages/interrupted.js';
import { keepLanguage, type Language, languageOf } from '../../pages/language.js';
import { page, securityHeaders } from '../../pages/page.js';
import { sessionCookie } from '../desks/session-cookie.js';
import type { PersonKind } from '../roles.js';
import type { PeopleSessions, PersonSession, SessionLevel } from '../sign-in/people-sessions.js';
import { allowPasskeyScript } from './passkey-script.js';
import type { Content, Frame } from './people-pages.js';

/** Before sign-in there is no session to bind a form to; what protects that post is the Origin check. */
const ANONYMOUS = 'anonymous';

/** Where one kind of people comes in: path, cookie, sessions, form tokens, the frame of a page. */
export class PeopleDoor {
  readonly kind: PersonKind;
  readonly base: string;
  readonly sessions: PeopleSessions;
  readonly #guard: FormGuard;
  readonly #cookie: string;
  readonly #secure: boolean;

  constructor(dependencies: { base: string; sessions: PeopleSessions; guard: FormGuard; publicUrl: string }) {
    const { base, sessions, guard, publicUrl } = dependencies;
    this.kind = sessions.kind;
    this.base = base;
    this.sessions = sessions;
    this.#guard = guard;
    const cookie = sessionCookie(this.kind, publicUrl);
    this.#secure = cookie.secure;
    this.#cookie = cookie.name;
  }

  language(request: FastifyRequest): Language {
    return languageOf(request.headers, (request.query as { lang?: unknown }).lang);
  }

  /** The session of this browser, if it is at this level. */
  async session(request: FastifyRequest, level: SessionLevel): Promise<PersonSession | undefined> {
    const session = await this.sessions.current(this.cookie(request));
    return session?.level === level ? session : undefined;
  }

  cookie(request: FastifyRequest): string | undefined {
    return request.cookies[this.#cookie];
  }

  keep(reply: FastifyReply, id: string): void {
    reply.setCookie(this.#cookie, id, { ...COOKIE, secure: this.#secure });
  }

  forget(reply: FastifyReply): void {
    reply.clearCookie(this.#cookie, { ...COOKIE, secure: this.#secure });
  }

  frame(request: FastifyRequest, session?: PersonSession): Frame {
    const csrf = this.#guard.token(this.#purpose, session?.uid ?? ANONYMOUS);
    return { language: this.language(request), kind: this.kind, base: this.base, csrf };
  }

  /** @throws PublicError FORM_FORGED */
  form(request: FastifyRequest, session?: PersonSession): FormFields {
    return this.#guard.check(request, this.#purpose, session?.uid ?? ANONYMOUS);
  }

  /** @param at of the page, below the base, where it answers a post; left out where it can't be asked for again */
  show(request: FastifyRequest, reply: FastifyReply, status: number, content: Content, at?: string): FastifyReply {
    const path = at === undefined ? {} : { path: request.method === 'GET' ? request.url : `${this.base}${at}` };
    const markup = page({ ...content, language: this.language(request), ...path });
    const kept = keepLanguage((request.query as { lang?: unknown }).lang);
    if (kept !== undefined) reply.header('set-cookie', kept);
    return reply.code(status).headers(HEADERS).type('text/html; charset=utf-8').send(markup);
  }

  /** 303, so that reloading the page repeats nothing. */
  to(reply: FastifyReply, path: string): FastifyReply {
    return reply.header('cache-control', 'no-store').redirect(`${this.base}${path}`, 303);
  }

  /** For a form that was sent when its session had ended: it stood behind the sign-in, which says so. */
  interrupted(reply: FastifyReply): FastifyReply {
    return this.to(reply, interrupted('/sign-in'));
  }

  get #purpose(): string {
    return `people-${this.kind.toLowerCase()}`;
  }
}

const PAGE_HEADERS = securityHeaders();
const HEADERS = {
  ...PAGE_HEADERS,
  'content-security-policy': allowPasskeyScript(PAGE_HEADERS['content-security-policy'] ?? "default-src 'none'"),
};
const COOKIE = { path: '/', httpOnly: true, sameSite: 'strict' as const };
