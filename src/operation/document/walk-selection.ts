import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { operationError } from '../operation.errors.js';
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

/** Fragments can multiply: a document of 2,000 tokens may select millions of fields. */
const SELECTED_FIELDS_MAX = 5000;

/** The selection of an operation as a tree of concrete fields: read once by scopes, cost and plan.
 *
 * @throws PublicError DOCUMENT_TOO_COMPLEX
 */
export function walkSelection(
  schema: GraphQLSchema,
  fragments: Fragments,
  operation: OperationDefinitionNode,
): SelectedField[] {
  let count = 0;
  const root = schema.getRootType(operation.operation);
  return root ? fieldsOf(root, [operation.selectionSet]) : [];

  function fieldsOf(parent: GraphQLObjectType, sets: readonly SelectionSetNode[]): SelectedField[] {
    const selected = selectFields(schema, fragments, parent.name, sets);
    count += selected.size;
    if (count > SELECTED_FIELDS_MAX) {
      throw operationError('DOCUMENT_TOO_COMPLEX', {
        params: { found: `over ${SELECTED_FIELDS_MAX}`, what: 'selected fields', max: SELECTED_FIELDS_MAX },
      });
    }
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
