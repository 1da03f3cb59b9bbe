import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { payloadOf, signPayload } from '../webhooks/index.js';
import type { AppAccess } from './app-client/app-access.js';
import { type FeedEvent, followEvents } from './app-client/follow-events.js';

export interface ForwardOptions {
  readonly forwardTo: string;
  readonly signal?: AbortSignal;
  readonly write: (text: string) => void;
}

/** As long as a hook's receiver has. */
const TIMEOUT_MS = 15_000;
const WAITS_MS = [1000, 2000, 5000, 10_000];
const ACKNOWLEDGE = `mutation Acknowledge($input: AcknowledgeEventsInput!) {
  acknowledgeEvents(input: $input) { acknowledgedPosition userErrors { message } }
}`;

/**
 * Brings an app's events to a laptop that nobody can reach from outside: by the stream, signed like a hook's payload with a secret
 * of this session. An event counts as dealt with, and is acknowledged, once the receiver answered 2xx; so neither a broken connection
 * nor a restart of either side skips one.
 */
export async function listenAndForward(access: AppAccess, { forwardTo, signal, write }: ForwardOptions): Promise<void> {
  const secret = randomBytes(32);
  const key = createSecretKey(secret);
  write(`signing with whsec_${secret.toString('base64')}\nforwarding to ${forwardTo}\n`);
  for await (const event of followEvents(access, signal ? { signal } : {})) {
    const status = await forward(event, forwardTo, key, write, signal);
    if (status === undefined) return;
    await access.graphql(ACKNOWLEDGE, { input: { through: event.id } });
    write(`${event.position} ${event.type} → ${status}\n`);
  }
}

/** @returns the status of success; `undefined` when it was told to stop */
async function forward(
  event: FeedEvent,
  url: string,
  key: KeyObject,
  write: ForwardOptions['write'],
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const body = payloadOf(event.type, Date.now(), JSON.stringify({ event }));
  for (let tries = 0; ; tries += 1) {
    if (signal?.aborted) return undefined;
    const message = { id: event.id.replace(/^evt_/, 'msg_'), timestamp: Math.floor(Date.now() / 1000), body };
    const headers = { 'content-type': 'application/json', ...signPayload(message, [{ kind: 'HMAC', key }]) };
    const status = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).then(
      (response) => response.status,
      () => 0,
    );
    if (status >= 200 && status < 300) return status;
    const wait = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 1000;
    write(`${event.position} ${event.type} → ${status === 0 ? 'no answer' : status}, again in ${wait / 1000} s\n`);
    await sleep(wait, undefined, signal ? { signal } : {}).catch(() => {});
  }
}
