import type { Writable } from 'node:stream';
import pg from 'pg';
import type { TextRow } from '../operation/reach.js';
import type { ReachBatch } from './reach-batch.js';

export interface PipelinedClientOptions {
  readonly connectionString: string;
  readonly role: string;
  readonly statementTimeoutMs: number;
}

/** The server answered and let us not in: most often it has no slot left. Nothing was sent. */
export class ConnectionRefused extends Error {}

/** Until a connection that was refused is tried before others again. */
const REFUSED_RESTS_MS = 1000;

/** One connection that is opened on first use and again after it broke. What was in flight fails; nothing is sent twice. */
export class PipelinedClient {
  readonly #options: PipelinedClientOptions;
  #client: Promise<pg.Client> | undefined;
  #inFlight = 0;
  #rests = false;

  constructor(options: PipelinedClientOptions) {
    this.#options = options;
  }

  /** Batches under way; infinite while the server has just refused the connection. */
  get load(): number {
    return this.#rests ? Number.POSITIVE_INFINITY : this.#inFlight;
  }

  /** @throws ConnectionRefused when nothing was sent; its cause is the server's answer */
  async submit(batch: ReachBatch): Promise<TextRow[][]> {
    this.#inFlight += 1;
    try {
      const client = await (this.#client ?? this.#open());
      if (this.#inFlight > 1) holdUntilTurnEnds(client);
      client.query(batch as unknown as pg.Submittable);
      return await batch.result;
    } finally {
      this.#inFlight -= 1;
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.end();
  }

  #open(): Promise<pg.Client> {
    const opening = this.#connect(() => {
      if (this.#client === opening) this.#client = undefined;
    });
    this.#client = opening;
    return opening;
  }

  async #connect(forget: () => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#options.connectionString,
      options: sessionDefaults(this.#options),
      application_name: 'openfolio-reach',
      pipeline: true,
    });
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (cause) {
      forget();
      if (!(cause instanceof pg.DatabaseError)) throw cause;
      this.#rest();
      throw new ConnectionRefused('the server refused a connection', { cause });
    }
    return client;
  }

  #rest(): void {
    this.#rests = true;
    setTimeout(() => (this.#rests = false), REFUSED_RESTS_MS).unref();
  }
}

/**
 * Repeatable read gives all statements of a batch one snapshot: a parent's row and its children belong together. Read only:
 * what is changed goes another way. Generic plans: the same few statements run for everybody.
 */
function sessionDefaults({ role, statementTimeoutMs }: PipelinedClientOptions): string {
  const defaults: Record<string, string | number> = {
    role,
    statement_timeout: statementTimeoutMs,
    timezone: 'UTC',
    plan_cache_mode: 'force_generic_plan',
    default_transaction_isolation: 'repeatable\\ read',
    default_transaction_read_only: 'on',
  };
  return Object.entries(defaults)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/**
 * While the backend works on an earlier batch, what this turn of the event loop adds goes out in one write. An idle
 * connection never waits (Nagle's rule). Measured: 11 of 54 µs CPU a read at 32 requests at once, nothing lost at 4.
 */
function holdUntilTurnEnds(client: pg.Client): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  setImmediate(() => stream.uncork());
}
