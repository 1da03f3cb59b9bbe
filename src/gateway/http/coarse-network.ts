/** RFC 4291, 2.5.5.2: how a socket for both kinds shows an address of IPv4. */
const IPV4_MAPPED = /^::ffff:\d/i;

/**
 * The network of an address, too coarse to tell who sat there: /24 of IPv4, /48 of IPv6 (what one site is given, RFC 6177).
 * All that is kept of where a request came from.
 *
 * @returns e.g. `203.0.113.0/24`, `2001:db8:1::/48`
 */
export function coarseNetwork(address: string): string {
  const lastDot = address.lastIndexOf('.');
  if (lastDot > 0 && (!address.includes(':') || IPV4_MAPPED.test(address)))
    return `${address.slice(address.lastIndexOf(':') + 1, lastDot)}.0/24`;
  return `${firstGroups(address.split('%')[0] ?? '').join(':')}::/48`;
}

/** The first three groups, with what `::` leaves out. */
function firstGroups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const left = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: left }, () => '0'), ...after];
  return groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}
