import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Agent, request } from 'undici';
import { refusalOfUrl } from './check-hook-url.js';
import { type AddressRule, isForbidden } from './forbidden-addresses.js';

export interface OutgoingPayload {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a try ended, as far as the wire tells. */
export type WireOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly detail: string;
    }
  | { readonly kind: 'TIMEOUT' | 'UNREACHABLE' | 'BLOCKED'; readonly detail: string };

/** Sends one payload. Never throws: whatever a receiver does is an outcome. */
export type SendPayload = (payload: OutgoingPayload) => Promise<WireOutcome>;

export interface PayloadSenderOptions extends AddressRule {
  readonly timeoutMs?: number;
  /** How much of an answer is read; it is for the log alone. */
  readonly answerBytesMax?: number;
}

type Resolve = (host: string, options: LookupOptions, done: LookupDone) => void;
type LookupDone = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

class BlockedAddress extends Error {}

/**
 * The only HTTP client that goes where a developer says. The connection uses the very addresses that were checked (they are checked
 * inside the socket's own lookup), redirects are never followed, nothing is decompressed, and time and size of the
 * answer are bounded from outside: 15 s for all of it (Standard Webhooks asks for 15 to 30).
 */
export class PayloadSender {
  readonly #agent: Agent;
  readonly #options: Required<PayloadSenderOptions>;

  constructor(options: PayloadSenderOptions, resolve: Resolve = lookup as Resolve) {
    this.#options = { timeoutMs: 15_000, answerBytesMax: 4096, ...options };
    const { timeoutMs } = this.#options;
    this.#agent = new Agent({
      connect: { lookup: guarded(resolve, options) as never, timeout: timeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16 * 1024,
      maxResponseSize: -1, // we stop reading ourselves: a long answer after a 200 is still a 200
    });
  }

  readonly send: SendPayload = async ({ url, headers, body }) => {
    const refusal = refusalOfUrl(url, this.#options); // its rules may have changed since it was registered
    if (refusal !== undefined) return { kind: 'BLOCKED', detail: refusal };
    const stop = AbortSignal.timeout(this.#options.timeoutMs);
    try {
      const answer = await request(url, { dispatcher: this.#agent, method: 'POST', headers, body, signal: stop });
      const detail = await beginningOf(answer.body, this.#options.answerBytesMax);
      const retryAfter = answer.headers['retry-after'];
      return {
        kind: 'answered',
        status: answer.statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        detail,
      };
    } catch (error) {
      return failed(error, stop.aborted);
    }
  };

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** All addresses of a name must be allowed: one public address doesn't excuse the private one beside it. */
function guarded(resolve: Resolve, rule: AddressRule) {
  return (host: string, options: LookupOptions, done: (error: Error | null, ...found: unknown[]) => void): void => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error);
      const forbidden = addresses.find(({ address }) => isForbidden(address, rule));
      if (forbidden || addresses.length === 0)
        return done(new BlockedAddress(`${host} leads to an address that is not on the public internet`));
      const [first] = addresses;
      if (options.all === true) done(null, addresses);
      else done(null, first?.address, first?.family);
    });
  };
}

/** The status already decided; the text is read as far as it comes quickly and ends the connection where it doesn't end. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }, max: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const impatient = setTimeout(() => body.destroy(), 1000);
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= max) break; // leaving the loop destroys the stream
    }
  } catch {
    // cut off: what came is enough
  } finally {
    clearTimeout(impatient);
  }
  return Buffer.concat(chunks).subarray(0, max).toString('utf8').replaceAll('\0', '').slice(0, 500);
}

function failed(error: unknown, timedOut: boolean): WireOutcome {
  const { cause, code, message } = error as { cause?: unknown; code?: string; message: string };
  if (error instanceof BlockedAddress || cause instanceof BlockedAddress) return { kind: 'BLOCKED', detail: message };
  if (timedOut || code?.includes('TIMEOUT')) return { kind: 'TIMEOUT', detail: 'no answer in time' };
  return { kind: 'UNREACHABLE', detail: (code ?? message).slice(0, 200) };
}
