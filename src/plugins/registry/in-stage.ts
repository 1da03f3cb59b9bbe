import { createHash } from 'node:crypto';

/**
 * Whether a customer belongs to the first `percent` of a version's release. Stable: who is in at 5 % is in at 25 %. Another
 * version draws other customers, so that nobody is the first in line each time.
 */
export function inStage(versionId: string, customerId: string, percent: number): boolean {
  const digest = createHash('sha256').update(`${versionId}/${customerId}`).digest();
  return digest.readUInt32BE(0) % 100 < percent;
}
