import type { IncomingMessage } from 'node:http';
import { httpError } from './http.errors.js';

/**
 * Duty: refuse a request whose Host is not one of ours, before anything reads its URL, its headers or its body.
 * A page on another name that resolves to this machine (DNS rebinding) thus reaches nothing, and no code below ever sees
 * a malformed Host. 421 Misdirected Request: RFC 9110, section 15.5.20; exactly one Host: RFC 9112, section 3.2.
 *
 * @throws PublicError HOST_REFUSED
 */
export function hostCheck(allowedHosts: readonly string[]): (message: IncomingMessage) => void {
  const allowed = new Set(allowedHosts);
  return (message) => {
    const name = hasOneHost(message) ? hostName(message.headers.host ?? '') : undefined;
    // An absolute request target would override the Host that was checked.
    if (!name || !allowed.has(name) || !message.url?.startsWith('/')) throw httpError('HOST_REFUSED');
  };
}

/** Node keeps the first of several and tells nobody. */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length === 1;
}

function hostName(host: string): string | undefined {
  return /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/.exec(host.toLowerCase())?.[1];
}
