/** The load, in a process of its own: tokens, proofs, requests, latencies. Takes its orders over the channel to its parent. */
import {
  type BenchClient,
  type ClientGroup,
  GROWTH,
  type HttpRequest,
  QUESTIONS,
  type Question,
} from '../questions.js';
import { DpopClient } from './dpop-client.js';
import { type LoadOrder, type LoadReport, type LoadSetUp, type RoundOrder, type ServerName } from './messages.js';
import { runRound } from './run-round.js';
import { Target } from './target.js';

const COMPARED_CLIENTS = 5;
const PREPARED_MAX = 100_000;

class Load {
  readonly #targets: Readonly<Record<ServerName, Target>>;
  readonly #groups: Readonly<Record<ClientGroup, readonly DpopClient[]>>;
  /** Requests per second seen last, to know how many proofs a round will need. */
  readonly #rates = new Map<string, number>();

  constructor({ origins, groups, issuer }: LoadSetUp) {
    const keyed = (clients: readonly BenchClient[]) => clients.map((client) => new DpopClient(client, issuer));
    this.#targets = { raw: new Target(origins.raw), platform: new Target(origins.platform) };
    this.#groups = { ordinary: keyed(groups.ordinary), large: keyed(groups.large), largest: keyed(groups.largest) };
  }

  async compare(name: string): Promise<LoadReport> {
    const question = questionOf(name);
    const clients = (await this.#clients(question)).slice(0, COMPARED_CLIENTS);
    let bytes = 0;
    for (const client of clients) {
      const raw = await this.#data('raw', client, question.ofRaw(client.client));
      const ours = await this.#data('platform', client, question.ofPlatform(client.client));
      if (raw !== ours) throw new Error(`${name}: the answers differ:\n${raw.slice(0, 2000)}\n${ours.slice(0, 2000)}`);
      bytes = raw.length;
    }
    return { report: 'equal', clients: clients.length, bytes };
  }

  async round({ question: name, server, concurrency, seconds }: RoundOrder): Promise<LoadReport> {
    const question = questionOf(name);
    const clients = await this.#clients(question);
    const target = this.#targets[server];
    const ask = ({ client }: DpopClient) => (server === 'raw' ? question.ofRaw(client) : question.ofPlatform(client));
    await target.useConnections(concurrency);
    const [first] = clients;
    if (first) await target.learnNonce(first, ask(first));
    const rateOf = `${name} ${server} ${concurrency}`;
    const prepared = Math.min(PREPARED_MAX, Math.ceil((this.#rates.get(rateOf) ?? 0) * seconds * 1.15));
    const onStart = () => tell({ report: 'started' });
    const result = await runRound({ target, clients, ask, concurrency, seconds, prepared, onStart });
    this.#rates.set(rateOf, result.requests / result.seconds);
    return { report: 'result', result };
  }

  async #data(server: ServerName, client: DpopClient, request: HttpRequest): Promise<string> {
    const target = this.#targets[server];
    await target.learnNonce(client, request);
    const text = await target.text(target.prepare(client, request));
    const end = text.lastIndexOf(',"extensions":');
    return end < 0 ? text : `${text.slice(0, end)}}`;
  }

  async #clients({ asks }: Question): Promise<readonly DpopClient[]> {
    for (const client of this.#groups[asks]) await client.renewToken();
    return this.#groups[asks];
  }
}

let load: Load | undefined;

process.on('message', (order: LoadOrder) => {
  void obey(order).then(tell, (error: unknown) =>
    tell({ report: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ report: 'ready' } satisfies LoadReport);

async function obey(order: LoadOrder): Promise<LoadReport> {
  if (order.order === 'setUp') {
    load = new Load(order.setUp);
    return { report: 'ready' };
  }
  if (!load) throw new Error(`The load was told to ${order.order} before its set-up`);
  return order.order === 'compare' ? load.compare(order.question) : load.round(order.round);
}

function questionOf(name: string): Question {
  const question = [...QUESTIONS, ...GROWTH].find((candidate) => candidate.name === name);
  if (!question) throw new RangeError(`There is no question ${name}`);
  return question;
}

function tell(report: LoadReport): void {
  process.send?.(report);
}
