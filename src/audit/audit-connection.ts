import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export interface AuditConnectionOptions {
  readonly connectionString: string;
  /** How long one attempt to connect, and one statement, may take. */
  readonly timeoutMs: number;
  /** How long attempts go on, counted from the first. */
  readonly connectWithinMs: number;
}

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

/**
 * The writer's one connection. A short shortage of connections, or a restart of the database, is waited out: attempts go on for
 * `connectWithinMs`. Once that was in vain, whoever asks is told after one attempt, until one succeeds: nobody waits for a database
 * that is away.
 */
export class AuditConnection {
  readonly #options: AuditConnectionOptions;
  #client: Client | undefined;
  /** Set while it was waited for in vain. */
  #isAway = false;

  constructor(options: AuditConnectionOptions) {
    this.#options = options;
  }

  /** The one that is open, if any. */
  get current(): Client | undefined {
    return this.#client;
  }

  /** @throws whatever the last attempt failed with */
  async open(): Promise<Client> {
    if (this.#client) return this.#client;
    const begunAt = performance.now();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        this.#client = await this.#connect();
        this.#isAway = false;
        return this.#client;
      } catch (cause) {
        this.#isAway ||= performance.now() + pauseMs - begunAt > this.#options.connectWithinMs;
        if (this.#isAway) throw cause;
        await pause(pauseMs);
      }
    }
  }

  /** What was sent last is of unknown end. */
  drop(): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.end().catch(() => {});
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connect(): Promise<Client> {
    const { connectionString, timeoutMs } = this.#options;
    const client = new Client({
      connectionString,
      options: `-c role=openfolio_app -c statement_timeout=${timeoutMs} -c timezone=UTC -c synchronous_commit=on`,
      application_name: 'openfolio-audit',
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    client.on('error', () => {});
    client.once('end', () => {
      if (this.#client === client) this.#client = undefined;
    });
    try {
      await client.connect();
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    return client;
  }
}
