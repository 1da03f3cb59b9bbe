import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, selectFields, subSelections } from './select-fields.js';

/** One selected field of one concrete type, with everything selected below it. Abstract results have one branch per possible type. */
export interface SelectedField {
  readonly responseKey: string;
  readonly parent: GraphQLObjectType;
  /** `undefined` for `__typename`, `__schema` and `__type`. */
  readonly definition: GraphQLField<unknown, unknown> | undefined;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  /** Sub-selections by concrete type; empty for leaves. */
  readonly children: ReadonlyMap<GraphQLObjectType, readonly SelectedField[]>;
}

/** The selection of an operation as a tree of concrete fields: read once by scopes, cost and plan. */
export function walkSelection(schema: GraphQLSchema, fragments: Fragments, operation: OperationDefinitionNode): SelectedField[] {
  const root = schema.getRootType(operation.operation);
  return root ? fieldsOf(root, [operation.selectionSet]) : [];

  function fieldsOf(parent: GraphQLObjectType, sets: readonly SelectionSetNode[]): SelectedField[] {
    const selected = selectFields(schema, fragments, parent.name, sets);
    return [...selected].map(([responseKey, nodes]) => {
      const first = nodes[0] as FieldNode;
      const definition = parent.getFields()[first.name.value];
      return {
        responseKey,
        parent,
        definition,
        nodes: nodes as [FieldNode, ...FieldNode[]],
        children: definition ? childrenOf(definition, subSelections(nodes)) : new Map(),
      };
    });
  }

  function childrenOf(definition: GraphQLField<unknown, unknown>, sets: SelectionSetNode[]) {
    const type = getNamedType(definition.type);
    const concrete = isObjectType(type) ? [type] : isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    return new Map(concrete.map((possible) => [possible, fieldsOf(possible, sets)]));
  }
}
