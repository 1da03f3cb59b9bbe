import { Client } from 'pg';

/** What the database announces: written (trigger), placed in feeds, deliveries that became due. */
export type EventTopic = 'event_recorded' | 'event_placed' | 'delivery_due';

const TOPICS: readonly EventTopic[] = ['event_recorded', 'event_placed', 'delivery_due'];

/**
 * Tells at once that there may be something to do. A signal is a hint and never the truth: it may be lost with a connection,
 * so whoever waits also looks by itself from time to time, and everybody is told after a reconnection.
 */
export class EventSignals {
  readonly #connectionString: string;
  readonly #retryMs: number;
  readonly #listeners = new Map<EventTopic, Set<() => void>>(TOPICS.map((topic) => [topic, new Set()]));
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: { connectionString: string; retryMs?: number }) {
    this.#connectionString = options.connectionString;
    this.#retryMs = options.retryMs ?? 500;
  }

  /** @returns the undo */
  on(topic: EventTopic, listener: () => void): () => void {
    this.#listeners.get(topic)?.add(listener);
    return () => void this.#listeners.get(topic)?.delete(listener);
  }

  async start(): Promise<void> {
    await this.#connect().catch(() => this.#later());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#connectionString,
      options: '-c role=openfolio_ops',
      application_name: 'openfolio-signals',
      connectionTimeoutMillis: 4000,
      keepAlive: true,
    });
    client.on('error', () => {});
    client.on('notification', ({ channel }) => this.#tell(channel as EventTopic));
    client.once('end', () => this.#later());
    await client.connect();
    this.#client = client;
    await client.query(TOPICS.map((topic) => `LISTEN ${topic}`).join('; '));
    for (const topic of TOPICS) this.#tell(topic);
  }

  #later(): void {
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect().catch(() => this.#later()), this.#retryMs).unref();
  }

  #tell(topic: EventTopic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}
