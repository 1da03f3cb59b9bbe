import { hash } from 'node:crypto';

/** Ids of projected rows are functions of what they stand for, so that public ids and cursors survive a rebuild. */
export function positionId(accountId: string, instrumentId: string): string {
  return digestId(`position:${accountId}:${instrumentId}`);
}

export function lotId(openingTransactionId: string): string {
  return digestId(`lot:${openingTransactionId}`);
}

export function balanceId(accountId: string, currency: string): string {
  return digestId(`balance:${accountId}:${currency}`);
}

/** The first 122 free bits of sha256 as a UUID of version 8, which RFC 9562 § 5.8 leaves to such schemes. */
function digestId(name: string): string {
  const hex = hash('sha256', name, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
