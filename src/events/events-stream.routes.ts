import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { kernelError, PublicError } from '../kernel/errors.js';
import type { RunDocument } from '../operation/index.js';
import type { EventSignals } from './event-signals.js';

/** What a request proves, or how it is refused. */
export type StreamAccess = (request: FastifyRequest) => Promise<
  | { readonly ok: true; readonly grantId: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly httpStatus: number;
      readonly message: string;
      readonly headers: Readonly<Record<string, string>>;
    }
>;

export interface EventsStreamParts {
  readonly access: StreamAccess;
  readonly runDocument: RunDocument;
  readonly signals: EventSignals;
  /** A stream ends after this; the client comes back with `Last-Event-ID` and a fresh token. Tokens live 300 s. */
  readonly streamMs?: number;
  readonly heartbeatMs?: number;
}

/** The same document as anybody could send to `/graphql`: the stream has no door of its own to the rows. */
const NEXT_EVENTS = `query StreamEvents($after: String) {
  events(first: 100, after: $after) {
    edges { cursor node { id type version position sequence occurredAt customerId accountId grantId data } }
    pageInfo { hasNextPage }
  }
}`;
const ACKNOWLEDGED = 'query StreamStart { eventFeed { acknowledgedCursor } }';

interface Page {
  readonly edges: readonly { cursor: string; node: { type: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/**
 * `GET /events`: the app's feed as Server-Sent Events (WHATWG HTML §9.2). `id` is the cursor, so a client that reconnects
 * with `Last-Event-ID` misses nothing; without it the stream goes on behind what the app acknowledged.
 * Every read is an operation under the grant: a grant that ends closes the stream at the next event or heartbeat.
 */
export function eventsStreamRoutes(parts: EventsStreamParts): FastifyPluginAsync {
  return async (server) => {
    const open = new Set<EventStream>();
    server.addHook('preClose', async () => {
      for (const stream of open) stream.end();
    });
    server.get('/events', async (request, reply) => {
      const access = await parts.access(request);
      if (!access.ok) throw refusalOf(access);
      const stream = new EventStream(parts, access.grantId, request.headers['last-event-id']);
      const first = await stream.next(); // a refusal is still an HTTP answer here
      begin(reply);
      open.add(stream);
      await stream.run(reply.raw, first).finally(() => open.delete(stream));
    });
  };
}

function refusalOf({ code, httpStatus, message, headers }: Extract<Awaited<ReturnType<StreamAccess>>, { ok: false }>) {
  return new PublicError(code, { class: 'AUTHENTICATION', httpStatus, message }, { headers });
}

function begin(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  reply.raw.write('retry: 1000\n\n');
}

class EventStream {
  readonly #parts: EventsStreamParts;
  readonly #grantId: string;
  #after: string | null;
  #started: boolean;
  #ended = false;
  #wake: () => void = () => {};

  constructor(parts: EventsStreamParts, grantId: string, lastEventId: string | string[] | undefined) {
    this.#parts = parts;
    this.#grantId = grantId;
    this.#after = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null;
    this.#started = this.#after !== null;
  }

  /** @throws PublicError when the operation is refused */
  async next(): Promise<Page> {
    if (!this.#started) {
      const { eventFeed } = await this.#read<{ eventFeed: { acknowledgedCursor: string | null } | null }>(ACKNOWLEDGED);
      this.#after = eventFeed?.acknowledgedCursor ?? null;
      this.#started = true;
    }
    const { events } = await this.#read<{ events: Page }>(NEXT_EVENTS, { after: this.#after });
    return events;
  }

  async run(raw: ServerResponse, first: Page): Promise<void> {
    const { signals, streamMs = 300_000, heartbeatMs = 15_000 } = this.#parts;
    let signalled = false;
    const undo = signals.on('event_placed', () => {
      signalled = true;
      this.#wake();
    });
    const deadline = setTimeout(() => this.end(), streamMs).unref();
    raw.once('close', () => this.end());
    try {
      for (let page = first; !this.#ended; page = await this.next()) {
        const drained = this.#write(raw, page);
        if (!drained) await this.#sleep(heartbeatMs, (wake) => raw.once('drain', wake));
        else if (!page.pageInfo.hasNextPage && !signalled) await this.#sleep(heartbeatMs);
        signalled = false;
        if (page.edges.length === 0) raw.write(': alive\n\n');
      }
    } catch (error) {
      raw.write(`event: end\ndata: ${JSON.stringify({ code: asPublic(error).code })}\n\n`);
    } finally {
      undo();
      clearTimeout(deadline);
      raw.end();
    }
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #write(raw: ServerResponse, { edges }: Page): boolean {
    this.#after = edges.at(-1)?.cursor ?? this.#after;
    const text = edges.map(
      ({ cursor, node }) => `id: ${cursor}\nevent: ${node.type}\ndata: ${JSON.stringify(node)}\n\n`,
    );
    return text.length === 0 || raw.write(text.join(''));
  }

  #sleep(ms: number, until: (wake: () => void) => void = () => {}): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#ended) this.#wake();
      until(this.#wake);
    });
  }

  async #read<T>(source: string, variables: Record<string, unknown> = {}): Promise<T> {
    const outcome = await this.#parts.runDocument({
      source,
      variables,
      grantId: this.#grantId,
      cause: { kind: 'LIVE' },
    });
    if (outcome.kind === 'refused') throw outcome.error;
    const [error] = outcome.errors;
    if (error || outcome.json === null)
      throw new PublicError((error?.extensions?.['code'] as string | undefined) ?? 'INTERNAL', {
        class: 'INVALID_INPUT',
        httpStatus: 400,
        message: error?.message ?? '',
      });
    return JSON.parse(outcome.json) as T;
  }
}

function asPublic(error: unknown): PublicError {
  return error instanceof PublicError ? error : kernelError('INTERNAL', { cause: error });
}
