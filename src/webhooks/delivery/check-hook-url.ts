import { isIP } from 'node:net';
import { type AddressRule, isForbidden } from './forbidden-addresses.js';

const URL_LENGTH_MAX = 2048;
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why nothing can be sent to this URL, or `undefined`. Names are looked up when something is sent, each time: what a name
 * means today says nothing about tomorrow (DNS rebinding). An address in the URL itself never reaches that lookup.
 */
export function refusalOfUrl(text: string, rule: AddressRule): string | undefined {
  const url = URL.parse(text);
  if (!url || text.length > URL_LENGTH_MAX) return `it is no absolute URL of at most ${URL_LENGTH_MAX} characters`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = LOOPBACK_NAMES.has(url.hostname);
  const rules: readonly [boolean, string][] = [
    [url.protocol !== 'https:' && !(url.protocol === 'http:' && rule.allowLoopback && loopback), 'it must be https'],
    [url.username !== '' || url.password !== '', 'it must not carry credentials; check our signature instead'],
    [url.hash !== '', 'it must not have a fragment'],
    [isIP(host) !== 0 && isForbidden(host, rule), 'its address is not on the public internet'],
    [loopback && !rule.allowLoopback, 'its address is not on the public internet'],
  ];
  return rules.find(([broken]) => broken)?.[1];
}
