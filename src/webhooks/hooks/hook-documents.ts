import { type GraphQLSchema, Kind, OperationTypeNode, parse, print, validate } from 'graphql';
import { type CompiledDocument, type DocumentCompiler, type DocumentStore, hashOf } from '../../operation/index.js';
import type { ScopeRequirement } from '../../operation/schema/requirements.js';

const DOCUMENT_BYTES_MAX = 32 * 1024;
const TOKENS_MAX = 2000;

/** A document that may become a payload. */
export interface HookDocument {
  readonly source: string;
  readonly hash: string;
  readonly required: readonly ScopeRequirement[];
  /** Points of one payload at most. */
  readonly cost: number;
}

/** Checks what developers want as payload. It gets its schema after the schema is built, because mutations of that schema call it. */
export class HookDocuments {
  readonly #store: DocumentStore;
  #parts: { readonly schema: GraphQLSchema; readonly compiler: DocumentCompiler } | undefined;

  constructor(parts: { store: DocumentStore }) {
    this.#store = parts.store;
  }

  use(parts: { schema: GraphQLSchema; compiler: DocumentCompiler }): void {
    this.#parts = parts;
  }

  /** @returns the document, or in words why it can't be one */
  check(source: string): HookDocument | { readonly reason: string } {
    if (!this.#parts) throw new Error('HookDocuments was asked before it had a schema');
    const { schema, compiler } = this.#parts;
    if (Buffer.byteLength(source) > DOCUMENT_BYTES_MAX)
      return { reason: `it is longer than ${DOCUMENT_BYTES_MAX} bytes.` };
    try {
      const ast = parse(source, { maxTokens: TOKENS_MAX });
      const errors = validate(schema, ast, undefined, { maxErrors: 3 });
      if (errors.length > 0) return { reason: errors.map(({ message }) => message).join(' ') };
      const document = compiler.compile(ast, undefined, hashOf(source));
      if (!document) return { reason: 'it must hold exactly one operation.' };
      const reason = reasonAgainst(document);
      if (reason !== undefined) return { reason };
      return {
        source,
        hash: document.hash,
        required: document.required.map(({ requirement }) => requirement),
        cost: document.cost({ event: '' }).points,
      };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : 'it can not be parsed.' };
    }
  }

  /** Stores what was checked; from now on the pipeline runs it for hooks. */
  async keep(document: HookDocument): Promise<void> {
    await this.#store.store(document.source);
  }

  async source(hash: string): Promise<string | undefined> {
    return this.#store.find(hash);
  }
}

/** Facts come from `event(id: $event)`; nothing else of a payload may vary. */
function reasonAgainst({ kind, operation }: CompiledDocument): string | undefined {
  if (kind !== OperationTypeNode.QUERY) return 'it must be a query: a payload changes nothing.';
  const variables = (operation.variableDefinitions ?? []).map(
    ({ variable, type }) => `$${variable.name.value}: ${print(type)}`,
  );
  if (variables.join() !== '$event: ID!') return 'it must declare exactly the variable `$event: ID!`.';
  const roots = operation.selectionSet.selections.filter(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === 'event',
  );
  return roots.length === 1 ? undefined : 'it must begin with `event(id: $event)`.';
}
