import type { ServerResponse } from 'node:http';
import { kernelError, PublicError } from '../../kernel/errors.js';
import type { Outcome } from '../../operation/index.js';
import type { LiveQuery } from './live-query.js';
import type { TicketStreamParts } from './ticket-stream.routes.js';

const START = 'query TicketStreamStart { events(last: 1) { edges { cursor } } }';
const NEWS = `query TicketStreamNews($after: String) {
  events(first: 50, after: $after) { edges { cursor node { ticket { id } } } pageInfo { hasNextPage } }
}`;

interface News {
  readonly edges: readonly { cursor: string; node: { ticket: { id: string } | null } }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

export interface StreamParts extends TicketStreamParts {
  readonly grantId: string;
  readonly live: LiveQuery;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * One subscription. What is new is learned from the app's own feed, and each payload is an operation under the grant as it stands at
 * that moment: a consent that ends closes the stream at the next event, or at the next heartbeat.
 */
export class TicketStream {
  readonly #parts: StreamParts;
  #after: string | null = null;
  #ended = false;
  #wake: () => void = () => {};

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  /** Only what happens from now on is told. @throws PublicError when the grant does not allow it */
  async begin(): Promise<void> {
    const { events } = await this.#read<{ events: { edges: { cursor: string }[] } }>(START);
    this.#after = events.edges[0]?.cursor ?? null;
    // Asked once for no ticket: scopes that are missing are told before anything is streamed.
    const outcome = await this.#run(this.#parts.live.source, { ...this.#parts.variables, liveTicket: NO_TICKET });
    if (outcome.kind === 'refused') throw outcome.error;
  }

  async run(raw: ServerResponse): Promise<void> {
    const { signals, streamMs = 300_000, heartbeatMs = 15_000 } = this.#parts;
    let signalled = false;
    const undo = signals.on('event_placed', () => {
      signalled = true;
      this.#wake();
    });
    const deadline = setTimeout(() => this.end(), streamMs).unref();
    raw.once('close', () => this.end());
    try {
      while (!this.#ended) {
        const more = await this.#tellNews(raw);
        if (!more && !signalled) await this.#sleep(heartbeatMs);
        if (!signalled) raw.write(':\n\n');
        signalled = false;
      }
    } catch (error) {
      const { code, message } = error instanceof PublicError ? error : kernelError('INTERNAL', { cause: error });
      write(raw, 'next', JSON.stringify({ errors: [{ message, extensions: { code } }] }));
    } finally {
      undo();
      clearTimeout(deadline);
      write(raw, 'complete', '');
      raw.end();
    }
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** @returns whether more waits already */
  async #tellNews(raw: ServerResponse): Promise<boolean> {
    const { events } = await this.#read<{ events: News }>(NEWS, { after: this.#after });
    const { live, variables } = this.#parts;
    for (const { cursor, node } of events.edges) {
      this.#after = cursor;
      const id = node.ticket?.id;
      if (id === undefined || (live.only !== null && live.only !== id)) continue;
      const outcome = await this.#run(live.source, { ...variables, liveTicket: id });
      if (outcome.kind === 'refused') throw outcome.error;
      const errors = outcome.errors.length > 0 ? `,"errors":${JSON.stringify(outcome.errors)}` : '';
      write(raw, 'next', `{"data":${outcome.json ?? 'null'}${errors}}`);
    }
    return events.pageInfo.hasNextPage;
  }

  #run(source: string, variables: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const { runDocument, grantId } = this.#parts;
    return runDocument({ source, variables, grantId, cause: { kind: 'LIVE' } });
  }

  async #read<T>(source: string, variables: Record<string, unknown> = {}): Promise<T> {
    const outcome = await this.#run(source, variables);
    if (outcome.kind === 'refused') throw outcome.error;
    const [error] = outcome.errors;
    if (error || outcome.json === null) throw refusalOf(error);
    return JSON.parse(outcome.json) as T;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#ended) this.#wake();
    });
  }
}

/** A grant that ended in the middle of an operation is told by the field that found it out. */
function refusalOf(error: { message: string; extensions?: Record<string, unknown> } | undefined): PublicError {
  const code = error?.extensions?.['code'];
  if (typeof code !== 'string') return kernelError('INTERNAL');
  return new PublicError(code, { class: 'PERMISSION', httpStatus: 403, message: error?.message ?? '' });
}

/** Has the shape of an id and is nobody's. */
const NO_TICKET = `tkt_${'A'.repeat(22)}`;

function write(raw: ServerResponse, event: 'next' | 'complete', data: string): void {
  raw.write(`event: ${event}\ndata: ${data}\n\n`);
}
