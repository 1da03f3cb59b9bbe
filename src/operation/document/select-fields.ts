import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Fields by response key, in the order of their first appearance; the nodes of one key are to be merged. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * CollectFields of the GraphQL specification (§6.3.2) for one concrete type. `@skip` and `@include` are not evaluated:
 * whatever may be selected counts, which is what scopes and cost need.
 */
export function selectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  typeName: string,
  selectionSets: readonly SelectionSetNode[],
): SelectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of selectionSets) visit(set);
  return fields;

  function visit(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) visit(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment && applies(fragment.typeCondition.name.value)) visit(fragment.selectionSet);
      }
    }
  }

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === typeName) return true;
    const type = schema.getType(condition);
    return isAbstractType(type) && schema.getPossibleTypes(type).some((possible) => possible.name === typeName);
  }
}

export function subSelections(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}
