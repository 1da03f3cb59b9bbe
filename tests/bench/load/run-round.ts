import type { HttpRequest } from '../questions.js';
import type { DpopClient } from './dpop-client.js';
import type { Failures } from './failures.js';
import type { PreparedRequest, Target } from './target.js';

export interface RoundResult {
  readonly requests: number;
  readonly failures: Failures;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Round {
  readonly target: Target;
  readonly clients: readonly DpopClient[];
  readonly ask: (client: DpopClient) => HttpRequest;
  readonly concurrency: number;
  readonly seconds: number;
  /** Proofs to make before the clock starts; further ones are made on the way. */
  readonly prepared: number;
  /** Called when everything is prepared. */
  readonly onStart: () => void;
}

/** A closed loop: each of `concurrency` workers sends its next request when the last one was answered. */
export async function runRound(round: Round): Promise<RoundResult> {
  const next = requestSource(round);
  const latencies: number[] = [];
  const failures: Record<string, number> = {};
  round.onStart();
  const startedAt = performance.now();
  const endsAt = startedAt + round.seconds * 1000;
  const worker = async (): Promise<void> => {
    for (let sentAt = performance.now(); sentAt < endsAt; ) {
      const failure = await round.target.send(next());
      if (failure !== undefined) failures[failure] = (failures[failure] ?? 0) + 1;
      const answeredAt = performance.now();
      latencies.push(answeredAt - sentAt);
      sentAt = answeredAt;
    }
  };
  await Promise.all(Array.from({ length: round.concurrency }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { requests: latencies.length, failures, seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

function requestSource({ target, clients, ask, prepared }: Round): () => PreparedRequest {
  let turn = 0;
  const make = (): PreparedRequest => {
    const client = clients[turn++ % clients.length];
    if (!client) throw new Error('there are no clients');
    return target.prepare(client, ask(client));
  };
  const pool = Array.from({ length: prepared }, make).reverse();
  return () => pool.pop() ?? make();
}
