import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** How big and how deep a document is, fragments expanded where depth is concerned. */
export interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
  readonly rootFields: number;
}

/** Counts `__typename` aliases too: an alias is an alias. Expects a validated document (no fragment cycles). */
export function measureShape(operation: OperationDefinitionNode, source: DocumentNode): Shape {
  let aliases = 0;
  let directives = 0;
  let fields = 0;
  visit(source, {
    Field(node) {
      fields += 1;
      if (node.alias) aliases += 1;
    },
    Directive() {
      directives += 1;
    },
  });
  return {
    depth: depthOf(operation, source),
    aliases,
    directives,
    fields,
    rootFields: operation.selectionSet.selections.length,
  };
}

type Node = {
  readonly kind: Kind;
  readonly selectionSet?: { readonly selections: readonly Node[] };
  readonly name?: { readonly value: string };
};

/**
 * Introspection's way through a list or a non-null to the type inside. The query that every client library sends nests
 * nine of them, 15 levels in all; each leads to one type at most, and nested lists are bounded by graphql-js itself.
 */
const UNWRAPPING = 'ofType';

/** Memoised per fragment, so that a chain of fragments costs its length and not its expansion. */
function depthOf(operation: OperationDefinitionNode, source: DocumentNode): number {
  const fragments = new Map(
    source.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition as Node] as const] : [],
    ),
  );
  const known = new Map<string, number>();
  return below(operation);

  function below(node: Node): number {
    let deepest = 0;
    for (const child of node.selectionSet?.selections ?? []) deepest = Math.max(deepest, depth(child));
    return deepest;
  }

  function depth(node: Node): number {
    if (node.kind === Kind.FIELD) return (node.name?.value === UNWRAPPING ? 0 : 1) + below(node);
    if (node.kind !== Kind.FRAGMENT_SPREAD) return below(node);
    const name = node.name?.value ?? '';
    let found = known.get(name);
    if (found === undefined) {
      known.set(name, 0);
      const fragment = fragments.get(name);
      found = fragment ? below(fragment) : 0;
      known.set(name, found);
    }
    return found;
  }
}
