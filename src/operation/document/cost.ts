import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import { kernelError } from '../../kernel/errors.js';
import { PAGE_SIZE_MAX, parsePage } from '../../kernel/page.js';
import { directiveArguments } from '../schema/requirements.js';
import type { SelectedField } from './walk-selection.js';

export type Variables = Readonly<Record<string, unknown>>;

/** Static upper bound of an operation: points for the meter, nodes (objects at most) for the node limit. */
export interface StaticCost {
  readonly points: number;
  readonly nodes: number;
}

/** Cost as a function of the variables: only page sizes depend on them. */
export type CostFunction = (variables: Variables) => StaticCost;

/**
 * Compiles the cost of a selection once per document (IBM's cost specification: weights by `@cost`, sizes by `@listSize`).
 * An object counts 1, a scalar 0, a list its size × what one item counts. Edges, page info and money are free.
 * Abstract results count as their dearest possible type.
 *
 * @throws PublicError INVALID_PAGE from the compiled function, when a connection has no valid page size
 */
export function compileCost(fields: readonly SelectedField[]): CostFunction {
  const compiled = fields.map((field) => compileField(field, undefined));
  return (variables) => {
    let points = 0;
    let nodes = 0;
    for (const field of compiled) {
      const cost = field(variables);
      points += cost.points;
      nodes += cost.nodes;
    }
    return { points: Math.max(1, points), nodes };
  };
}

type SizeFunction = (variables: Variables) => number;

function compileField(field: SelectedField, inheritedSize: SizeFunction | undefined): CostFunction {
  const { definition } = field;
  if (!definition) return () => ({ points: 0, nodes: 0 });
  const named = getNamedType(definition.type);
  const explicit = directiveArguments(definition.astNode?.directives, 'cost')?.['weight'];
  const typeWeight = directiveArguments(named.astNode?.directives, 'cost')?.['weight'];
  const weight = Number(explicit ?? typeWeight ?? (isCompositeType(named) ? 1 : 0));
  const isNode = isCompositeType(named) && typeWeight !== 0 ? 1 : 0;
  const sizing = directiveArguments(definition.astNode?.directives, 'listSize');
  const slicing = sizing?.['slicingArguments'] ? pageSize(field, definition) : undefined;
  const sized = new Set((sizing?.['sizedFields'] as string[] | undefined) ?? []);
  const isList = isListType(getNullableType(definition.type));
  const size: SizeFunction = isList
    ? (inheritedSize ?? constant(Number(sizing?.['assumedSize'] ?? PAGE_SIZE_MAX)))
    : constant(1);
  const branches = [...field.children.values()].map((children) =>
    children.map((child) => compileField(child, sized.has(child.definition?.name ?? '') ? slicing : undefined)),
  );
  return (variables) => {
    const count = size(variables);
    let points = 0;
    let nodes = 0;
    for (const branch of branches) {
      let branchPoints = 0;
      let branchNodes = 0;
      for (const child of branch) {
        const cost = child(variables);
        branchPoints += cost.points;
        branchNodes += cost.nodes;
      }
      points = Math.max(points, branchPoints);
      nodes = Math.max(nodes, branchNodes);
    }
    return { points: count * (weight + points), nodes: count * (isNode + nodes) };
  };
}

/** Size of a connection from its arguments, checked by the same rule that the read uses. */
function pageSize(field: SelectedField, definition: GraphQLField<unknown, unknown>): SizeFunction {
  const first = argument(field, definition, 'first');
  const last = argument(field, definition, 'last');
  const after = argument(field, definition, 'after');
  const before = argument(field, definition, 'before');
  return (variables) => {
    const page = {
      first: first(variables) as number | null,
      last: last(variables) as number | null,
      after: after(variables) as string | null,
      before: before(variables) as string | null,
    };
    return parsePage(page).size;
  };
}

function argument(
  field: SelectedField,
  definition: GraphQLField<unknown, unknown>,
  name: string,
): (variables: Variables) => unknown {
  const given = field.nodes[0].arguments?.find((candidate) => candidate.name.value === name)?.value;
  const fallback = definition.args.find((candidate) => candidate.name === name)?.defaultValue;
  return given ? (variables) => literal(given, variables, fallback) : () => fallback;
}

function literal(value: ValueNode, variables: Variables, fallback: unknown): unknown {
  if (value.kind === Kind.VARIABLE) return value.name.value in variables ? variables[value.name.value] : fallback;
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.STRING) return value.value;
  if (value.kind === Kind.NULL) return null;
  throw kernelError('INVALID_PAGE', { params: { max: PAGE_SIZE_MAX } });
}

function constant(size: number): SizeFunction {
  return () => size;
}
