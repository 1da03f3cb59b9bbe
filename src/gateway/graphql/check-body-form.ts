import type { IncomingHttpHeaders } from 'node:http';
import { httpError } from '../http/http.errors.js';

/**
 * Duty: refuse a body that says it is packed or in another charset; read as plain UTF-8 it would mean something else.
 * JSON is UTF-8: RFC 8259, section 8.1. An unsupported coding is 415: RFC 9110, section 15.5.16.
 *
 * @throws PublicError UNSUPPORTED_MEDIA_TYPE
 */
export function checkBodyForm(headers: IncomingHttpHeaders): void {
  const coding = headers['content-encoding'] ?? 'identity';
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (coding.toLowerCase() !== 'identity' || !/^utf-?8$/i.test(charset)) throw httpError('UNSUPPORTED_MEDIA_TYPE');
}
