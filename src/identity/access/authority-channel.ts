import { Client, type QueryResultRow } from 'pg';

/** What the database announces to gateways (triggers of migration 0005). */
export type AuthorityTopic = 'grant_revocation' | 'app_changed' | 'signing_key';

/** `key` is the row that changed; `undefined` after a reconnection: anything may have changed unheard. */
export type AuthorityListener = (key: string | undefined) => void;

/**
 * One connection of this process that LISTENs and that its owners also read through. Reading on the same connection is
 * the point: an answer proves that the connection which carries the notifications is alive.
 * Reconnects by itself every `retryMs`, and then tells every listener that it may have missed something.
 */
export class AuthorityChannel {
  readonly #connectionString: string;
  readonly #retryMs: number;
  readonly #answerWithinMs: number;
  readonly #listeners = new Map<AuthorityTopic, Set<AuthorityListener>>();
  #client: Client | undefined;
  #stopped = true;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: { connectionString: string; retryMs?: number; answerWithinMs?: number }) {
    this.#connectionString = options.connectionString;
    this.#retryMs = options.retryMs ?? 500;
    this.#answerWithinMs = options.answerWithinMs ?? 4000;
  }

  /** @returns the undo */
  on(topic: AuthorityTopic, listener: AuthorityListener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** @throws when the first connection fails; later failures are retried quietly */
  async start(): Promise<void> {
    this.#stopped = false;
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
    this.#client = undefined;
  }

  /**
   * @throws while there is no connection, or when no answer comes in time; the connection is then given up, because a
   * server that is silent (frozen, cut off without a reset) delivers no notification either
   */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const client = this.#client;
    if (!client) throw new Error('no connection to the database at the moment');
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#connectionString,
      options: '-c role=openfolio_identity -c timezone=UTC',
      application_name: 'openfolio-authority',
      connectionTimeoutMillis: this.#answerWithinMs,
      query_timeout: this.#answerWithinMs,
      keepAlive: true,
    });
    client.on('error', () => {});
    client.on('notification', (message) => this.#tell(message.channel as AuthorityTopic, message.payload));
    client.once('end', () => this.#lost(client));
    try {
      await client.connect();
      await client.query('LISTEN grant_revocation; LISTEN app_changed; LISTEN signing_key');
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    if (this.#stopped) return client.end();
    this.#client = client;
    for (const topic of this.#listeners.keys()) this.#tell(topic, undefined);
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    if (this.#stopped) return;
    this.#retry = setTimeout(() => void this.#connect().catch(() => this.#reconnectLater()), this.#retryMs);
    this.#retry.unref();
  }

  #tell(topic: AuthorityTopic, key: string | undefined): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(key);
  }
}
