import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, type Registry } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the counters need of an operation's record. */
export interface OperationSample {
  readonly cause: string;
  /** `OK` or the code of the refusal. */
  readonly outcome: string;
  readonly durationUs: number;
  /** Cost points. */
  readonly costActual: number;
}

/**
 * All metrics of the door, in a registry that the composition root owns. Labels have few values by construction: route
 * patterns, never paths; codes, never messages; no app and no customer.
 */
export class GatewayMetrics {
  readonly registry: Registry;
  readonly #http: Histogram<'method' | 'route' | 'status'>;
  readonly #operations: Histogram<'cause' | 'outcome'>;
  readonly #cost: Counter<'cause'>;

  constructor(registry: Registry) {
    this.registry = registry;
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    this.#http = new Histogram({
      name: 'openfolio_http_request_duration_seconds',
      help: 'Time from the request line to the last byte of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#operations = new Histogram({
      name: 'openfolio_operation_duration_seconds',
      help: 'Time of GraphQL operations by cause (LIVE, STORED, HOOK, PLUGIN) and outcome (OK or the refusing code).',
      labelNames: ['cause', 'outcome'],
      buckets: SECONDS,
      registers,
    });
    this.#cost = new Counter({
      name: 'openfolio_operation_cost_points_total',
      help: 'Settled cost points by cause.',
      labelNames: ['cause'],
      registers,
    });
  }

  answered(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'unmatched';
    this.#http.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  }

  operationSettled({ cause, outcome, durationUs, costActual }: OperationSample): void {
    this.#operations.observe({ cause, outcome }, durationUs / 1e6);
    this.#cost.inc({ cause }, costActual);
  }
}
