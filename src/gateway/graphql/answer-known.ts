import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { PublicError } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { CompiledDocument, CostReport, Outcome } from '../../operation/index.js';
import { isOfTheDocument, statusFor } from './legacy-status.js';
import type { DoorContext, ExecutorParts } from './operation-executor.js';

/** A request that needs nothing of Apollo: its document is known, and its answer's form as well. */
export interface KnownRequest {
  readonly document: CompiledDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contentType: string;
}

/** `Accept` headers whose outcome is remembered. */
const FORMS_MAX = 200;

/**
 * The short way for a document that came before, POSTed as plain JSON: straight to the pipeline, the only executor there is.
 * Parsing, validation and negotiation were done when it came first; whatever is unusual goes to Apollo. Same status, headers
 * and bytes as Apollo's answer (tests/gateway/graphql/known-documents.test.ts). Measured in docs/performance.md.
 */
export class KnownAnswers {
  readonly #parts: ExecutorParts;
  readonly #contentTypes = new LRUCache<string, string>({ max: FORMS_MAX });

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
  }

  /** Learns the media type that Apollo negotiated for this `Accept`. */
  learn(request: FastifyRequest, reply: FastifyReply): void {
    const contentType = reply.getHeader('content-type');
    if (typeof contentType === 'string') this.#contentTypes.set(request.headers.accept ?? '', contentType);
  }

  /** @returns `undefined` when Apollo must answer */
  match(request: FastifyRequest): KnownRequest | undefined {
    const { body } = request;
    if (request.method !== 'POST' || !isPlain(body)) return undefined;
    const { query, variables, operationName, extensions } = body;
    if (typeof query !== 'string' || operationName != null || extensions != null) return undefined;
    if (variables != null && !isPlain(variables)) return undefined;
    const document = this.#parts.known.find(query);
    const contentType = this.#contentTypes.get(request.headers.accept ?? '');
    return document && contentType !== undefined ? { document, variables: variables ?? {}, contentType } : undefined;
  }

  async answer(
    { document, variables, contentType }: KnownRequest,
    { grantId, network }: Pick<DoorContext, 'grantId' | 'network'>,
    reply: FastifyReply,
  ): Promise<string> {
    reply.type(contentType);
    const { toOperation, pipeline, costHeaders } = this.#parts;
    try {
      const operation = toOperation({
        id: newId(),
        document,
        rawVariables: variables,
        grantId,
        cause: { kind: 'LIVE', network },
      });
      const outcome = await pipeline(operation);
      reply.headers(costHeaders(outcome.cost));
      return written(outcome, contentType, reply);
    } catch (error) {
      if (error instanceof PublicError) return refused(error, undefined, contentType, reply);
      throw error;
    }
  }
}

function written(outcome: Outcome, contentType: string, reply: FastifyReply): string {
  if (outcome.kind === 'refused') return refused(outcome.error, outcome.cost, contentType, reply);
  const { json, errors, cost } = outcome;
  const shown = errors.map(({ message, path, extensions }) => ({ message, ...(path && { path }), extensions }));
  return `{${shown.length > 0 ? `"errors":${JSON.stringify(shown)},` : ''}"data":${json ?? 'null'},"extensions":${JSON.stringify({ cost })}}\n`;
}

function refused(error: PublicError, cost: CostReport | undefined, contentType: string, reply: FastifyReply): string {
  const { code, message, extensions, definition, headers } = error;
  const status = definition.httpStatus;
  reply.code(isOfTheDocument(code) ? statusFor(contentType, status) : status).headers(headers);
  return `${JSON.stringify({ errors: [{ message, extensions: { ...extensions, code } }], ...(cost && { extensions: { cost } }) })}\n`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
