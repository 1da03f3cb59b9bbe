import { HeaderMap } from '@apollo/server';
import type { GatewayExecutor, GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PublicError } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import {
  type CompiledDocument,
  type CostReport,
  type DocumentCompiler,
  type Operation,
  type OperationRequest,
  type Outcome,
  operationNotFound,
  type Pipeline,
} from '../../operation/index.js';
import type { KnownDocuments } from './known-documents.js';
import { RawJson } from './raw-json.js';

/** What the HTTP door knows of a request when Apollo has parsed it: a verified grant, and where response headers go. */
export interface DoorContext {
  readonly grantId: string;
  /** Where the request came from, coarsely. */
  readonly network?: string;
  readonly setHeaders: (headers: Readonly<Record<string, string>>) => void;
  /** Tells that the document can't run: decides the status of answers in the old media type. Left out without HTTP. */
  readonly documentRefused?: () => void;
}

export interface ExecutorParts {
  readonly compiler: DocumentCompiler;
  readonly toOperation: (request: OperationRequest) => Operation;
  readonly pipeline: Pipeline;
  /** Filled here, used by the short way for documents that came before. */
  readonly known: KnownDocuments;
  /** Headers that tell the budget, e.g. `RateLimit`. */
  readonly costHeaders: (cost: CostReport) => Readonly<Record<string, string>>;
}

/** Compiled documents kept per process. Validation results are Apollo's to keep; both are bounded. */
const DOCUMENTS_MAX = 2000;

/**
 * Apollo's `gateway` executor: hands a parsed and validated document to the pipeline, the same that hooks and plugins call.
 * Nothing is decided here; this file only translates between HTTP's words and the pipeline's.
 */
export function operationExecutor(parts: ExecutorParts): GatewayExecutor {
  const documents = new LRUCache<string, CompiledDocument>({ max: DOCUMENTS_MAX });
  return async (request) => {
    const { grantId, network, setHeaders } = request.context as DoorContext;
    try {
      const document = compiled(request);
      const rawVariables = (request.request.variables ?? {}) as Record<string, unknown>;
      const operation = parts.toOperation({
        id: newId(),
        document,
        rawVariables,
        grantId,
        cause: { kind: 'LIVE', network },
      });
      const outcome = await parts.pipeline(operation);
      setHeaders(parts.costHeaders(outcome.cost));
      return toResponse(outcome);
    } catch (error) {
      if (error instanceof PublicError) return { errors: [toGraphQLError(error)] };
      throw error;
    }
  };

  function compiled(request: GatewayGraphQLRequestContext): CompiledDocument {
    const { queryHash, document } = request;
    // As it was sent: Apollo's own `operationName` is null where the name is not found, and the only operation would run.
    const { operationName } = request.request;
    const key = operationName == null ? queryHash : `${queryHash}:${operationName}`;
    const known = documents.get(key);
    if (known) return known;
    const fresh = document && parts.compiler.compile(document, operationName, queryHash);
    if (!fresh) throw operationNotFound(document ?? { definitions: [] });
    documents.set(key, fresh);
    if (operationName == null && request.source !== undefined) parts.known.remember(request.source, fresh);
    return fresh;
  }
}

function toResponse(outcome: Outcome) {
  const extensions = { cost: outcome.cost };
  if (outcome.kind === 'refused') return { errors: [toGraphQLError(outcome.error)], extensions };
  const data = outcome.json === null ? null : (new RawJson(outcome.json) as unknown as Record<string, unknown>);
  if (outcome.errors.length === 0) return { data, extensions };
  const errors = outcome.errors.map(
    (error) =>
      new GraphQLError(error.message, { path: error.path ? [...error.path] : undefined, extensions: error.extensions }),
  );
  return { data, errors, extensions };
}

/** Apollo takes status and headers of a refusal from its `http` extension and leaves that out of the body. */
export function toGraphQLError(error: PublicError): GraphQLError {
  const http = { status: error.definition.httpStatus, headers: new HeaderMap(Object.entries(error.headers)) };
  return new GraphQLError(error.message, { extensions: { ...error.extensions, code: error.code, http } });
}
