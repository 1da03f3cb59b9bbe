import type { BoundReach, Reach, ReachBinder, Statement, TextRow } from '../operation/reach.js';
import { type Binding, bindingOf } from './bind-statement.js';
import { ConnectionRefused, PipelinedClient, type PipelinedClientOptions } from './pipelined-client.js';
import { ReachBatch } from './reach-batch.js';

/**
 * The only door to customers' rows. A bound reach sends every batch as ONE implicit transaction:
 * set the reach (transaction-local), run the statements, Sync. The setting dies with the transaction, so a pooled
 * connection can't carry one customer's reach into the next request, and a statement sent without it sees zero rows.
 *
 * Batches of different requests share few pipelined connections: PostgreSQL runs them in order, each in its own
 * transaction. Measured against BEGIN/SET/COMMIT on a pool in docs/decisions/0003-reach-and-row-level-security.md.
 */
export class PipelinedReachBinder implements ReachBinder {
  readonly #clients: PipelinedClient[];
  #next = 0;

  constructor(options: PipelinedClientOptions & { connections: number }) {
    this.#clients = Array.from({ length: options.connections }, () => new PipelinedClient(options));
  }

  bind(reach: Reach): BoundReach {
    return new PipelinedReach(reach, (batch) => this.#submit(batch, this.#clients));
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  /**
   * Where the server refused a connection nothing was sent, so the next one takes the batch: a server that is short of slots makes
   * reads slower, and fails none while one connection stands.
   */
  #submit(batch: ReachBatch, untried: readonly PipelinedClient[]): Promise<TextRow[][]> {
    const client = this.#leastBusy(untried);
    return client.submit(batch).catch((error: unknown) => {
      if (!(error instanceof ConnectionRefused)) throw error;
      const others = untried.filter((other) => other !== client);
      if (others.length === 0) throw error.cause;
      return this.#submit(batch, others);
    });
  }

  /** Round robin among the least loaded: a slow statement holds back only what was sent behind it. */
  #leastBusy(clients: readonly PipelinedClient[]): PipelinedClient {
    this.#next = (this.#next + 1) % clients.length;
    let best = clients[this.#next] as PipelinedClient;
    for (const client of clients) if (client.load < best.load) best = client;
    return best;
  }
}

class PipelinedReach implements BoundReach {
  readonly reach: Reach;
  readonly #submit: (batch: ReachBatch) => Promise<TextRow[][]>;
  readonly #binding: Binding;

  constructor(reach: Reach, submit: (batch: ReachBatch) => Promise<TextRow[][]>) {
    this.reach = reach;
    this.#submit = submit;
    this.#binding = bindingOf(reach);
  }

  read(statements: readonly Statement[]): Promise<TextRow[][]> {
    if (statements.length === 0) return Promise.resolve([]);
    return this.#submit(new ReachBatch(this.#binding, statements));
  }
}
