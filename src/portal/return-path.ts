import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from './ports.js';

const COOKIE = 'openfolio_return';
const SECONDS = 600;

/** Our own pages that a customer may come to without a session, e.g. from an app's link to a plugin; nothing else is ever returned to. */
const OWN_PAGES = /^\/(?:plugins(?:\/install|\/run)?|receipts|messages|my-data)(?:\?[\w=&%.@/-]{0,500})?$/;

/**
 * Leads to the sign-in and remembers in the browser where the customer wanted to go: in live mode the way leads through the
 * brokerage's own provider, and nothing else comes back with them.
 */
export function signInFirst(request: FastifyRequest, reply: FastifyReply, language: Language): FastifyReply {
  const wanted = request.method === 'GET' && OWN_PAGES.test(request.url) ? encodeURIComponent(request.url) : undefined;
  if (wanted !== undefined) reply.header('set-cookie', cookie(wanted, SECONDS));
  return reply.header('cache-control', 'no-store').redirect(`/connected-apps?lang=${language}`, 303);
}

/** @returns where this customer wanted to go before the sign-in, once */
export function takeReturn(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]{1,1000})`).exec(request.headers.cookie ?? '')?.[1];
  if (value === undefined) return undefined;
  reply.header('set-cookie', cookie('', 0));
  try {
    const wanted = decodeURIComponent(value);
    return OWN_PAGES.test(wanted) ? wanted : undefined;
  } catch {
    return undefined; // no encoding of ours
  }
}

function cookie(value: string, seconds: number): string {
  const expires = seconds === 0 ? '; Expires=Thu, 01 Jan 1970 00:00:00 GMT' : '';
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}${expires}; HttpOnly; SameSite=Lax`;
}
