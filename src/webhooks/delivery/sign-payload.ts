import { createHmac, type KeyObject, sign } from 'node:crypto';
import type { SigningKey } from '../hooks/hook-secrets.js';

/** What is signed and sent; `body` byte for byte. */
export interface SignedMessage {
  readonly id: string;
  /** Epoch seconds of this try: receivers refuse old ones, so each try has its own. */
  readonly timestamp: number;
  readonly body: string;
}

const SIGNERS: { readonly [K in SigningKey['kind']]: (key: KeyObject, content: string) => string } = {
  HMAC: (key, content) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
  ED25519: (key, content) => `v1a,${sign(null, Buffer.from(content), key).toString('base64')}`,
};

/**
 * The three headers of Standard Webhooks. One signature per key, separated by blanks: while keys are rotated a receiver
 * accepts a message by whichever it knows.
 */
export function signPayload(message: SignedMessage, keys: readonly SigningKey[]): Record<string, string> {
  const content = `${message.id}.${message.timestamp}.${message.body}`;
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': keys.map((each) => SIGNERS[each.kind](each.key, content)).join(' '),
  };
}
