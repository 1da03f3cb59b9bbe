import { createHash } from 'node:crypto';

/** sha256, hex. Names bundles, inputs and outputs in receipts. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
