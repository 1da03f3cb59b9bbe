import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PagePorts } from './ports.js';

const COOKIE = 'openfolio_return';
const SECONDS = 600;
const QUERY_MAX = 500;

/** Our own pages that a customer may come to without a session, e.g. from an app's link to a plugin; nothing else is ever returned to. */
const OWN_PAGES =
  /^\/(?:connected-apps|plugins(?:\/install|\/run)?|receipts|messages|my-data|tickets(?:\/tkt_[\w-]{21}[AQgw])?)$/;

/** What was said of the last visit, and in which language, is not what the customer wanted. */
const OF_LAST_VISIT = ['lang', 'outcome'];

/**
 * Leads to the sign-in and remembers in the browser where the customer wanted to go: in live mode the way leads through the
 * brokerage's own provider, and nothing else comes back with them. A form that was sent when its session had ended is not done and not
 * kept: the customer comes back to its page, which says so.
 */
export function signInFirst(pages: PagePorts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { lang } = request.query as { lang?: unknown };
  const signIn = `/connected-apps?lang=${pages.language(request.headers, lang)}`;
  const asked = ['GET', 'HEAD'].includes(request.method);
  const wanted = asked ? (ownPage(request.url) ?? sectionOf(request)) : formPage(pages, request);
  if (wanted !== undefined) reply.header('set-cookie', cookie(encodeURIComponent(wanted), SECONDS));
  return reply.header('cache-control', 'no-store').redirect(asked ? signIn : pages.interrupted(signIn), 303);
}

/** @returns where this customer wanted to go before the sign-in, once */
export function takeReturn(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]{1,2000})`).exec(request.headers.cookie ?? '')?.[1];
  if (value === undefined) return undefined;
  reply.header('set-cookie', cookie('', 0));
  try {
    return ownPage(decodeURIComponent(value));
  } catch {
    return undefined; // no encoding of ours
  }
}

/** The path is one of a list and the query is written anew, so that no text of somebody else's becomes an address. */
function ownPage(address: string): string | undefined {
  const [path = '', query] = address.split(/\?(.*)/s);
  if (!OWN_PAGES.test(path)) return undefined;
  const parameters = new URLSearchParams(query);
  for (const name of OF_LAST_VISIT) parameters.delete(name);
  const kept = parameters.toString();
  return kept === '' || kept.length > QUERY_MAX ? path : `${path}?${kept}`;
}

/** Of a form: the page that the browser says it stood on, which our pages let it say to us alone. */
function formPage(pages: PagePorts, request: FastifyRequest): string | undefined {
  const referer = URL.canParse(request.headers.referer ?? '') ? new URL(request.headers.referer ?? '') : undefined;
  const stoodOn =
    referer?.host === request.headers.host ? ownPage(`${referer?.pathname}${referer?.search}`) : undefined;
  const page = stoodOn ?? sectionOf(request);
  return page === undefined ? undefined : pages.interrupted(page);
}

/** `/tickets` of `/tickets/reply`. */
function sectionOf(request: FastifyRequest): string | undefined {
  return ownPage(/^\/[a-z-]*/.exec(request.url)?.[0] ?? '');
}

function cookie(value: string, seconds: number): string {
  const expires = seconds === 0 ? '; Expires=Thu, 01 Jan 1970 00:00:00 GMT' : '';
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}${expires}; HttpOnly; SameSite=Lax`;
}
