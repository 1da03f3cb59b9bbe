import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { newId } from '../kernel/ids.js';
import { type CompiledDocument, type DocumentCompiler, hashOf } from './document/compile-document.js';
import { operationNotFound } from './document/operation-not-found.js';
import { readDocument } from './document/read-document.js';
import type { Cause } from './grant.js';
import { toOperation } from './operation.js';
import type { Pipeline } from './pipeline.js';
import type { Outcome } from './run.js';

export interface DocumentRequest {
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly grantId: string;
  readonly installationId?: string;
  readonly cause: Cause;
  /** Chosen by whoever must know it beforehand. */
  readonly id?: string;
}

/** Hands a document's text to the pipeline: the way in for hooks, plugins, stored operations and the brokerage's own pages. */
export type RunDocument = (request: DocumentRequest) => Promise<Outcome>;

const DOCUMENTS_MAX = 2000;

export interface RunnerParts {
  readonly schema: GraphQLSchema;
  readonly compiler: DocumentCompiler;
  readonly pipeline: Pipeline;
  /** The same bound as at the HTTP door. */
  readonly tokensMax?: number;
}

/** @throws PublicError DOCUMENT_INVALID, OPERATION_NOT_FOUND, INVALID_VARIABLES */
export function documentRunner({ schema, compiler, pipeline, tokensMax = 2000 }: RunnerParts): RunDocument {
  /** By the text itself: the engine keeps a string's hash, so the digest is made once per document and not per operation. */
  const documents = new LRUCache<string, CompiledDocument>({ max: DOCUMENTS_MAX });
  return async ({ source, variables: rawVariables = {}, id = newId(), ...authority }) => {
    let document = documents.get(source);
    if (!document) documents.set(source, (document = compiled(source, hashOf(source))));
    return pipeline(toOperation(schema, { id, document, rawVariables, ...authority }));
  };

  function compiled(source: string, hash: string): CompiledDocument {
    const ast = readDocument(schema, source, tokensMax);
    const document = compiler.compile(ast, undefined, hash);
    if (!document) throw operationNotFound(ast);
    return document;
  }
}
