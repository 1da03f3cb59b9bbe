import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  print,
} from 'graphql';
import type { Plan } from '../plan/plan.js';
import type { ScopeRequirement } from '../schema/requirements.js';
import { type CostFunction, compileCost, type SelectionCost } from './cost.js';
import { measureShape, type Shape } from './shape.js';
import { type SelectedField, walkSelection } from './walk-selection.js';

/** What an operation needs of one scope requirement, and the fields that need it. */
export interface RequiredScopes {
  readonly requirement: ScopeRequirement;
  readonly fields: readonly string[];
}

/**
 * A document is compiled once and runs many times: everything that does not depend on grant or variables stands here.
 * It was validated against the schema before.
 */
export interface CompiledDocument {
  /** sha256 of the source, hex: names the operation in records, stored documents and receipts. */
  readonly hash: string;
  readonly source: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly name: string | null;
  readonly kind: OperationTypeNode;
  readonly shape: Shape;
  readonly required: readonly RequiredScopes[];
  /** `Type.field` coordinates that the document selects, sorted. */
  readonly fields: readonly string[];
  readonly cost: CostFunction;
  /** The same, told apart by field. */
  readonly costByField: SelectionCost['byField'];
  /** The fast path; `undefined` when something in the document can only be resolved field by field. */
  readonly plan: Plan | undefined;
}

export interface DocumentCompiler {
  /** @returns `undefined` when the document holds no operation of that name */
  compile(source: DocumentNode, operationName: string | null | undefined, hash?: string): CompiledDocument | undefined;
}

export interface CompilerParts {
  readonly schema: GraphQLSchema;
  /** Requirements by coordinate, from `scopeRequirements`. */
  readonly requirements: ReadonlyMap<string, readonly ScopeRequirement[]>;
  readonly compilePlan: (operation: OperationDefinitionNode, selection: readonly SelectedField[]) => Plan | undefined;
}

export function documentCompiler({ schema, requirements, compilePlan }: CompilerParts): DocumentCompiler {
  return {
    compile(source, operationName, hash) {
      const operation = getOperationAST(source, operationName);
      if (!operation) return undefined;
      const selection = walkSelection(schema, fragmentsOf(source), operation);
      const shape = measureShape(operation, source);
      const cost = compileCost(selection);
      const selected = { all: new Set<string>(), guarded: new Set<string>() };
      collectCoordinates(selection, selected);
      return {
        hash: hash ?? hashOf(print(source)),
        source,
        operation,
        name: operation.name?.value ?? null,
        kind: operation.operation,
        shape,
        required: requiredScopes(selected.guarded, requirements),
        fields: [...selected.all].sort(),
        cost: cost.total,
        costByField: cost.byField,
        // `@skip` and `@include` change what is selected from run to run; such documents keep to the resolvers.
        plan: shape.directives === 0 ? compilePlan(operation, selection) : undefined,
      };
    },
  };
}

export function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

export function fragmentsOf(source: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = source.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** This field finds out the type by the id and asks for that type's scope before it reads; see NodeResolver. */
const GUARDS_ITSELF = 'Query.node';

/** An abstract selection counts for every possible type: whatever may leave must be allowed to leave. */
function collectCoordinates(
  selection: readonly SelectedField[],
  into: { all: Set<string>; guarded: Set<string> },
  idIsGuarded = false,
): void {
  for (const field of selection) {
    if (!field.definition) continue;
    const coordinate = `${field.parent.name}.${field.definition.name}`;
    into.all.add(coordinate);
    if (!(idIsGuarded && field.definition.name === 'id')) into.guarded.add(coordinate);
    for (const children of field.children.values()) collectCoordinates(children, into, coordinate === GUARDS_ITSELF);
  }
}

function requiredScopes(
  coordinates: ReadonlySet<string>,
  requirements: ReadonlyMap<string, readonly ScopeRequirement[]>,
): RequiredScopes[] {
  const fieldsByRequirement = new Map<string, { requirement: ScopeRequirement; fields: string[] }>();
  for (const coordinate of coordinates) {
    for (const requirement of requirements.get(coordinate) ?? []) {
      const key = JSON.stringify(requirement);
      const entry = fieldsByRequirement.get(key) ?? { requirement, fields: [] };
      entry.fields.push(coordinate);
      fieldsByRequirement.set(key, entry);
    }
  }
  return [...fieldsByRequirement.values()];
}
