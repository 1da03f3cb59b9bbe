import ipaddr from 'ipaddr.js';

/** Public by its range, and yet a cloud's own: Azure's platform address. The others stand in private ranges. */
const METADATA = new Set(['168.63.129.16']);

export interface AddressRule {
  /** Sandbox: a developer's own machine is where hooks are tried. */
  readonly allowLoopback: boolean;
}

/**
 * Whether nothing may be sent to this address: everything but unicast on the public internet. Ranges by IANA's
 * special-purpose registries (RFC 6890); an IPv4 address inside IPv6 (mapped, 6to4, NAT64, Teredo) is judged or refused as what it is.
 */
export function isForbidden(address: string, { allowLoopback }: AddressRule): boolean {
  if (!ipaddr.isValid(address)) return true;
  const parsed = ipaddr.process(address); // IPv4-mapped becomes IPv4
  const range = parsed.range();
  if (range === 'loopback') return !allowLoopback;
  return range !== 'unicast' || METADATA.has(parsed.toString());
}
